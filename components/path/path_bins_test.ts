import assert from "node:assert/strict";
import type { Point } from "@/shared/point.ts";
import { binFigures, binPoints, binsOf } from "./path_bins.ts";

const points: Point[] = [
  { atMs: 0, rttUs: 300 },
  { atMs: 5_000, rttUs: 100 },
  { atMs: 10_000, rttUs: null },
  { atMs: 30_000, rttUs: 200 },
  { atMs: 99_000, rttUs: 999 },
];

Deno.test("binPoints() sums up, tells no data from loss, and leaves out what lies outside", () => {
  const bins = binPoints(points, 0, 40_000, 10_000);
  assert.deepEqual(bins.map(({ atMs, sent, lost, p50Us }) => [atMs, sent, lost, p50Us]), [
    [0, 2, 0, 100],
    [10_000, 1, 1, null],
    [20_000, 0, 0, null],
    [30_000, 1, 0, 200],
  ]);
  assert.deepEqual(bins[0].spread, [[100, 1], [300, 1]]);
});

Deno.test("binPoints() keeps two modes apart", () => {
  const two = Array.from({ length: 60 }, (_, n) => ({ atMs: n, rttUs: n % 2 ? 231_000 : 247_000 }));
  const [{ p5Us, p95Us, spread }] = binPoints(two, 0, 60, 60);
  assert.deepEqual([p5Us, p95Us], [231_000, 247_000]);
  assert.equal(spread.some(([rttUs]) => rttUs > 232_000 && rttUs < 246_000), false);
});

Deno.test("binsOf() reads steps, and says what is not one", () => {
  const step = { sent: 3, lost: 1, p5: 0.1, p50: 0.2, p95: null, spread: [[0.1, 2]] };
  const [bin] = binsOf({ steps: [{ t: "1970-01-01T00:01:00Z", ...step }] });
  assert.deepEqual(bin, {
    atMs: 60_000,
    sent: 3,
    lost: 1,
    p5Us: 100,
    p50Us: 200,
    p95Us: null,
    spread: [[100, 2]],
  });
  assert.throws(() => binsOf({}), /no steps/);
  assert.throws(() => binsOf({ steps: [{ t: "soon" }] }), /time is "soon"/);
});

Deno.test("binFigures() finds quantiles over all bins, and takes none", () => {
  const bins = binPoints(points, 0, 100_000, 10_000);
  const { sent, lost, medianUs, p99Us, minUs, maxUs } = binFigures(bins);
  assert.deepEqual([sent, lost, medianUs, p99Us, minUs, maxUs], [5, 1, 200, 999, 100, 999]);
  assert.equal(binFigures([]).medianUs, null);
});
