import assert from "node:assert/strict";
import type { CellState } from "@/shared/cell_state.ts";
import { rowFigures, rowSeriesOf, sortPaths } from "./row_series.ts";

const bin = (sent: number, lost: number, p50Us: number | null, p95Us = p50Us) => ({
  atMs: 0,
  sent,
  lost,
  p5Us: p50Us,
  p50Us,
  p95Us,
  spread: [],
});

const figures: [string, ReturnType<typeof bin>[], unknown][] = [
  ["nothing", [], [0, 0, 0, null, null]],
  ["no data", [bin(0, 0, null)], [0, 0, 0, null, null]],
  ["all lost", [bin(4, 4, null)], [4, 4, 100, null, null]],
  ["weights", [bin(1, 0, 9_000, 9_500), bin(9, 0, 100)], [10, 0, 0, 100, 9_500]],
  ["some lost", [bin(10, 5, 100), bin(10, 0, 300, 400)], [20, 5, 25, 300, 400]],
];
for (const [name, bins, expected] of figures) {
  Deno.test(`rowFigures() of ${name}`, () => {
    const { sent, lost, lossPercent, medianUs, worstP95Us } = rowFigures(bins);
    assert.deepEqual([sent, lost, lossPercent, medianUs, worstP95Us], expected);
  });
}

Deno.test("rowSeriesOf() reads rows and columns, and refuses what is none", () => {
  const steps = [{ t: "2026-01-01T00:00:00Z", sent: 2, lost: 1, p5: 1, p50: 1, p95: 2 }];
  const series = rowSeriesOf({ series: [{ target: "target_1", steps }, { agent: "a", steps }] });
  assert.deepEqual([...series.keys()], ["target_1", "a"]);
  assert.equal(series.get("a")![0].p95Us, 2_000);
  for (const bad of [null, {}, { series: 1 }, { series: [{ target: "x" }] }]) {
    assert.throws(() => rowSeriesOf(bad), TypeError);
  }
});

const path = (id: string, state: CellState, lossPercent: number, rttUs: number | null) => ({
  id,
  name: id,
  cell: { state, lossPercent, rttUs, medianUs: rttUs },
  figures: null,
});
const paths = [
  path("n10", "ok", 0, 500),
  path("n9", "ok", 0, 100),
  path("down", "fail", 100, null),
  path("slow", "slow", 5, 300_000),
];
for (
  const [sort, expected] of [
    ["worst", ["down", "slow", "n9", "n10"]],
    ["name", ["down", "n9", "n10", "slow"]],
    ["rtt", ["slow", "n10", "n9", "down"]],
  ] as const
) {
  Deno.test(`sortPaths() by ${sort}`, () => assert.deepEqual(sortPaths(paths, sort), expected));
}
