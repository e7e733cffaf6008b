import assert from "node:assert/strict";
import { minuteTicks } from "./minute_ticks.ts";

const MINUTE = 60_000;
const cases: [string, number, number, number, number[]][] = [
  ["an hour in quarters", 61, 121, 5, [75, 90, 105, 120]],
  ["five minutes one by one", 61.5, 66.5, 6, [62, 63, 64, 65, 66]],
  ["three ticks at most", 60, 120, 3, [60, 90, 120]],
  ["nothing when the times are turned round", 120, 60, 5, []],
];
for (const [name, from, to, limit, expected] of cases) {
  Deno.test(`minuteTicks() gives ${name}`, () => {
    const ticks = minuteTicks(from * MINUTE, to * MINUTE, limit);
    assert.deepEqual(ticks.map(({ value }) => value / MINUTE), expected);
  });
}

Deno.test("minuteTicks() keeps its limit over a very long time", () => {
  assert.equal(minuteTicks(0, 1e12, 7).length, 7);
});
