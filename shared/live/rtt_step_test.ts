import assert from "node:assert/strict";
import fc from "fast-check";
import { rttCode, rttOfCode, rttOfStep, rttStep } from "./rtt_step.ts";

const cases: [rttUs: number, step: number, shownUs: number][] = [
  [0, 0, 0],
  [4, 0, 0],
  [12, 1, 10],
  [94, 9, 90],
  [95, 10, 100],
  [149, 10, 100],
  [412, 13, 400],
  [9_949, 108, 9_900],
  [9_950, 109, 10_000],
  [231_499, 330, 231_000],
];
for (const [rttUs, step, shownUs] of cases) {
  Deno.test(`rttStep() of ${rttUs} µs is ${step}, which reads as ${shownUs} µs`, () => {
    assert.equal(rttStep(rttUs), step);
    assert.equal(rttOfStep(step), shownUs);
  });
}

Deno.test("rttOfStep() lies in its own step, and steps rise with the RTT", () => {
  fc.assert(fc.property(fc.nat(70_000_000), fc.nat(5_000), (rttUs, more) => {
    const step = rttStep(rttUs);
    assert.equal(rttStep(rttOfStep(step)), step);
    assert.ok(rttStep(rttUs + more) >= step);
  }));
});

Deno.test("rttCode() keeps no RTT apart from 0 µs and has a largest value", () => {
  assert.deepEqual([null, 0, 412, 4_000_000_000].map(rttCode), [0, 1, 14, 0xffff]);
  assert.deepEqual([0, 1, 14, 0xffff].map(rttOfCode), [null, 0, 400, 65_435_000]);
});
