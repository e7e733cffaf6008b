import assert from "node:assert/strict";
import { smallPath } from "./small_path.ts";

const bin = (sent: number, lost: number, us: number | null) => ({
  atMs: 0,
  sent,
  lost,
  p5Us: us,
  p50Us: us,
  p95Us: us,
  spread: [],
});

Deno.test("smallPath() breaks the line where there was no answer, and tells loss from no data", () => {
  const { median, band, lost, gaps } = smallPath([
    bin(10, 0, 1_000),
    bin(10, 5, 2_000),
    bin(10, 10, null),
    bin(0, 0, null),
    bin(0, 0, null),
    bin(10, 0, 1_000),
  ]);
  assert.match(median, /^M0 [\d.]+H1L1 [\d.]+H2M5 [\d.]+H6$/);
  assert.equal(band.split("M").length - 1, 3);
  assert.deepEqual(lost, [{ at: 1, share: 0.5 }, { at: 2, share: 1 }]);
  assert.deepEqual(gaps, [{ at: 3, width: 2 }]);
});

for (const [name, bins] of [["nothing", []], ["one answer", [bin(1, 0, 0)]]] as const) {
  Deno.test(`smallPath() of ${name} has no number that is none`, () => {
    assert.doesNotMatch(JSON.stringify(smallPath(bins)), /NaN|Infinity/);
  });
}
