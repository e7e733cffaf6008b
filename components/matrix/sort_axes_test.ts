import assert from "node:assert/strict";
import type { MatrixSort } from "./matrix_query.ts";
import { sampleView } from "./sample_view.ts";
import { sortAxes } from "./sort_axes.ts";
import { visibleAxes } from "./visible_axes.ts";

const rows = ["b10: ooos", "b2: ofos", "a: nnnn"];
const cases: [name: string, sort: MatrixSort, targets: string[], order: [number[], number[]]][] = [
  ["keeps the lists' order", "list", ["w", "x", "y", "z"], [[0, 1, 2], [0, 1, 2, 3]]],
  ["puts the worst first", "worst", ["w", "x", "y", "z"], [[1, 0, 2], [1, 3, 0, 2]]],
  ["reads numbers in names", "name", ["t10", "t9", "T1", "s"], [[2, 1, 0], [3, 2, 1, 0]]],
  ["puts the slowest first", "rtt", ["w", "x", "y", "z"], [[0, 1, 2], [3, 0, 2, 1]]],
  ["keeps groups together", "worst", ["A/w", "B/x", "A/y", "A/z"], [[1, 0, 2], [1, 3, 0, 2]]],
  ["moves a group with its worst", "worst", ["A/w", "B/x", "B/y", "A/z"], [
    [1, 0, 2],
    [1, 2, 3, 0],
  ]],
];
for (const [name, sort, targets, [expectedRows, expectedColumns]] of cases) {
  Deno.test(`sortAxes() ${name}`, () => {
    const view = sampleView(rows, targets);
    const axes = visibleAxes(view, { filter: "", hidden: [] });
    assert.deepEqual(sortAxes(view, axes, sort), { rows: expectedRows, columns: expectedColumns });
  });
}
