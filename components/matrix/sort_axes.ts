import { CELL_STATES, type CellState } from "@/shared/cell_state.ts";
import type { MatrixView } from "@/shared/live/matrix.ts";
import { rttOfCode } from "@/shared/live/rtt_step.ts";
import type { MatrixSort } from "./matrix_query.ts";
import type { Axes } from "./visible_axes.ts";

/** What one path in each state weighs: one fail is worse than any number of what comes after it. */
const WEIGHT: Record<CellState, number> = { fail: 1e12, slow: 1e6, nodata: 1, ok: 0 };

/**
 * `axes` in the order of `sort`: worst first and slowest first by what is in the row or column, names
 * by their letters with numbers as numbers. Groups stay together: a group is as bad as its worst
 * member. Equals keep their order.
 */
export function sortAxes(view: MatrixView, axes: Axes, sort: MatrixSort): Axes {
  if (sort === "list") return axes;
  if (sort === "name") {
    const rows = keyed(axes.rows, view.agents, (row) => view.agents[row].name, byName);
    const columns = keyed(axes.columns, view.targets, (c) => view.targets[c].name, byName);
    return { rows, columns };
  }
  const rowWeight = new Float64Array(view.agents.length);
  const columnWeight = new Float64Array(view.targets.length);
  const ofState = CELL_STATES.map((state) => WEIGHT[state]);
  for (const row of axes.rows) {
    const line = row * view.targets.length;
    for (const column of axes.columns) {
      const at = line + column;
      const weight = sort === "worst" ? ofState[view.states[at]] : rttOfCode(view.rtts[at]) ?? 0;
      rowWeight[row] += weight;
      columnWeight[column] += weight;
    }
  }
  const weightOf = (weights: Float64Array) => (index: number) => weights[index];
  const heavyFirst = (a: number, b: number) => b - a;
  return {
    rows: keyed(axes.rows, view.agents, weightOf(rowWeight), heavyFirst),
    columns: keyed(axes.columns, view.targets, weightOf(columnWeight), heavyFirst),
  };
}

const letters = new Intl.Collator("en", { numeric: true });
const byName = (a: string, b: string) => letters.compare(a, b);

/** Sorts `indexes` by key, and their groups by the key of the first member. */
function keyed<Key>(
  indexes: readonly number[],
  items: readonly { group: string }[],
  keyOf: (index: number) => Key,
  compare: (a: Key, b: Key) => number,
): number[] {
  const keys = new Map(indexes.map((index) => [index, keyOf(index)]));
  const sorted = indexes.toSorted((a, b) => compare(keys.get(a)!, keys.get(b)!));
  const groups = new Map<string, number[]>();
  for (const index of sorted) {
    const members = groups.get(items[index].group);
    if (members) members.push(index);
    else groups.set(items[index].group, [index]);
  }
  return [...groups.values()].flat();
}
