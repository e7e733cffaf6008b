import assert from "node:assert/strict";
import { pathFigures } from "./path_figures.ts";

const points = (...rttUs: (number | null)[]) =>
  rttUs.map((rtt, i) => ({ atMs: i * 5_000, rttUs: rtt }));

Deno.test("pathFigures() takes quantiles of the answers and loss of everything sent", () => {
  const twenty = Array.from({ length: 20 }, (_, i) => (i + 1) * 100);
  const figures = pathFigures(points(...twenty, null, null, null, null, 50));
  assert.deepEqual(figures, {
    sent: 25,
    lost: 4,
    lossPercent: 16,
    lastUs: 50,
    minUs: 50,
    medianUs: 1_000,
    p95Us: 1_900,
    p99Us: 2_000,
    jitterUs: 192.5,
    maxUs: 2_000,
  });
});

Deno.test("pathFigures() has no RTT when nothing was answered", () => {
  const none = {
    lastUs: null,
    minUs: null,
    medianUs: null,
    p95Us: null,
    p99Us: null,
    jitterUs: null,
    maxUs: null,
  };
  assert.deepEqual(pathFigures(points(null, null)), {
    sent: 2,
    lost: 2,
    lossPercent: 100,
    ...none,
  });
  assert.deepEqual(pathFigures([]), { sent: 0, lost: 0, lossPercent: 0, ...none });
});

Deno.test("pathFigures() says the last was lost when it was", () => {
  assert.equal(pathFigures(points(100, null)).lastUs, null);
});
