import assert from "node:assert/strict";
import type { PathBin } from "@/components/path/path_bins.ts";
import { rttScale } from "./rtt_scale.ts";

const bin = (p5Us: number | null, p95Us: number | null): PathBin => ({
  atMs: 0,
  sent: 1,
  lost: 0,
  p5Us,
  p50Us: p5Us,
  p95Us,
  spread: [],
});

const cases: [name: string, bins: PathBin[], low: [number, number], high: [number, number]][] = [
  ["nothing", [bin(null, null)], [0, 0], [1_000, 1_000]],
  ["a steady far host closely", [bin(231_000, 233_000)], [200_000, 230_900], [233_100, 250_000]],
  ["a near host from zero", [bin(100, 400)], [0, 0], [400, 500]],
  [
    "most, without an outlier",
    [...Array(99).fill(bin(10_000, 12_000)), bin(10_000, 900_000)],
    [0, 0],
    [20_000, 40_000],
  ],
];
for (const [name, bins, [lowest, highLow], [lowHigh, highest]] of cases) {
  Deno.test(`rttScale() shows ${name}`, () => {
    const { lowUs, highUs, ticksUs } = rttScale([bins]);
    assert.ok(lowUs >= lowest && lowUs <= highLow, `from ${lowUs}`);
    assert.ok(highUs >= lowHigh && highUs <= highest, `to ${highUs}`);
    assert.ok(ticksUs.length >= 2 && ticksUs.length <= 7);
    assert.ok(ticksUs.every((tick) => tick >= lowUs && tick <= highUs));
  });
}
