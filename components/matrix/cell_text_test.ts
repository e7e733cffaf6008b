import assert from "node:assert/strict";
import { cellFigure, cellWords } from "./cell_text.ts";
import { sampleCell } from "./sample_view.ts";

const cases: [Parameters<typeof sampleCell>[0], string | null, string][] = [
  ["ok", "0.4", "ok, 0.4 ms"],
  ["slow", "612", "slow, 612 ms"],
  ["loss", "8%", "slow, 8.0 ms, 8.3 % lost in the last minute"],
  ["fail", null, "fail, 100 % lost in the last minute"],
  ["nodata", null, "no data"],
];
for (const [state, figure, words] of cases) {
  Deno.test(`cellFigure() shows ${figure} and cellWords() "${words}" for ${state}`, () => {
    assert.equal(cellFigure(sampleCell(state)), figure);
    assert.equal(cellWords(sampleCell(state)), words);
  });
}

Deno.test("cellFigure() never rounds loss down to nothing", () => {
  assert.equal(cellFigure({ ...sampleCell("loss"), lossPercent: 0.3 }), "1%");
});
