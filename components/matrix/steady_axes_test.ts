import assert from "node:assert/strict";
import { type MatrixView, STATE_CODES } from "@/shared/live/matrix.ts";
import type { MatrixQuery } from "./matrix_query.ts";
import { readMatrixQuery } from "./matrix_query.ts";
import { sampleView } from "./sample_view.ts";
import { SteadyAxes } from "./steady_axes.ts";

const worst = readMatrixQuery(new URLSearchParams("sort=worst"));
const later = (view: MatrixView, ms: number) => ({ ...view, sentAtMs: view.sentAtMs + ms });

function start(query: MatrixQuery) {
  const view = sampleView(["a: oo", "b: os"], ["x", "y"]), axes = new SteadyAxes();
  return { view, axes, first: axes.of(view, query) };
}

Deno.test("SteadyAxes gives the same object while nothing moves", () => {
  const { view, axes, first } = start(worst);
  assert.deepEqual(first, { rows: [1, 0], columns: [1, 0] });
  assert.equal(axes.of(later(view, 1_000), worst), first);
  assert.equal(axes.of(later(view, 60_000), worst), first);
});

Deno.test("SteadyAxes sorts again after five seconds", () => {
  const { view, axes, first } = start(worst);
  view.states[0] = STATE_CODES.fail;
  assert.equal(axes.of(later(view, 4_900), worst), first);
  assert.deepEqual(axes.of(later(view, 5_000), worst), { rows: [0, 1], columns: [0, 1] });
});

Deno.test("SteadyAxes shows at once what a hidden state has hidden", () => {
  const query: MatrixQuery = { ...worst, hidden: ["ok"] };
  const { view, axes, first } = start(query);
  assert.deepEqual(first, { rows: [1], columns: [1] });
  view.states[0] = STATE_CODES.fail;
  assert.deepEqual(axes.of(later(view, 1_000), query), { rows: [0, 1], columns: [0, 1] });
});

Deno.test("SteadyAxes sorts at once for another order, other lists and an older view", () => {
  const { view, axes } = start(worst);
  assert.deepEqual(axes.of(view, { ...worst, sort: "name" }).rows, [0, 1]);
  const renamed = { ...view, targets: [...view.targets] };
  assert.deepEqual(axes.of(renamed, worst).rows, [1, 0]);
  view.states[0] = STATE_CODES.fail;
  assert.deepEqual(axes.of(later(view, -60_000), worst).rows, [0, 1]);
});
