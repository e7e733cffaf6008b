import assert from "node:assert/strict";
import { lastMinute } from "./path_state.ts";

const points = (...rttUs: (number | null)[]) =>
  rttUs.map((rtt, i) => ({ atMs: (i + 1) * 5_000, rttUs: rtt }));

Deno.test("lastMinute() looks at the last minute alone", () => {
  const lost = Array(12).fill(null), answered = Array(12).fill(400);
  assert.deepEqual(lastMinute(points(...lost, ...answered), 10, 120_000), {
    state: "ok",
    rttUs: 400,
    lossPercent: 0,
    medianUs: 400,
  });
});

Deno.test("lastMinute() has no data when nothing came for a minute", () => {
  assert.equal(lastMinute(points(400), 10, 70_000).state, "nodata");
  assert.equal(lastMinute([], 10, 70_000).state, "nodata");
});

Deno.test("lastMinute() is slow over the limit and fails when answers stop", () => {
  assert.equal(lastMinute(points(400, 10_001), 10, 10_000).state, "slow");
  assert.equal(lastMinute(points(400, null, null), 10, 15_000).state, "fail");
});
