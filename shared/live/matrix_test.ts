import assert from "node:assert/strict";
import { type Cell, cellAt, copyCells, emptyCells, packCells, setCells } from "./matrix.ts";

const nodata: Cell = { state: "nodata", rttUs: null, lossPercent: 0, medianUs: null };
const ok: Cell = { state: "ok", rttUs: 200, lossPercent: 0, medianUs: 300 };
const slow: Cell = { state: "slow", rttUs: 612_000, lossPercent: 8.3, medianUs: 8_100 };
const fail: Cell = { state: "fail", rttUs: null, lossPercent: 100, medianUs: null };
const since = { ...fail, sinceMs: 1_795_000_000_000 };

for (const cell of [nodata, ok, slow, fail, since]) {
  Deno.test(`cellAt() returns what packCells() was given: ${JSON.stringify(cell)}`, () => {
    assert.deepEqual(cellAt(packCells([ok, cell]), 1), cell);
  });
}

Deno.test("cellAt() gives RTTs as they are shown, and since when in whole seconds", () => {
  const cell = cellAt(packCells([{ ...slow, rttUs: 412, medianUs: 231_499, sinceMs: 1_999 }]), 0);
  assert.deepEqual([cell.rttUs, cell.medianUs, cell.sinceMs], [400, 231_000, 1_000]);
});

Deno.test("cellAt() has no median of a minute without an answer", () => {
  const cells = packCells([{ ...nodata, medianUs: 300 }, { ...fail, medianUs: 300 }]);
  assert.deepEqual([cellAt(cells, 0).medianUs, cellAt(cells, 1).medianUs], [null, null]);
});

Deno.test("setCells() puts a row in its place, and copyCells() is not changed by it", () => {
  const all = emptyCells(4), before = copyCells(all);
  setCells(all, 2, packCells([slow, ok]));
  assert.deepEqual([0, 1, 2, 3].map((n) => cellAt(all, n)), [nodata, nodata, slow, ok]);
  assert.deepEqual(before, emptyCells(4));
});
