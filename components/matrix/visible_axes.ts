import { CELL_STATES, type CellState } from "@/shared/cell_state.ts";
import { type MatrixView, STATE_CODES } from "@/shared/live/matrix.ts";

/** Rows and columns that are shown, as indexes into the view, in the order shown. */
export interface Axes {
  rows: number[];
  columns: number[];
}

/**
 * The rows and columns `filter` leaves, those of a group side by side. When the text fits some agents
 * it picks rows, when it fits some targets it picks columns; an axis it says nothing about stays
 * whole. `a → b` picks rows by `a` and columns by `b`. Rows and columns of hidden states alone go.
 * Text that fits nothing leaves nothing.
 */
export function visibleAxes(
  view: MatrixView,
  filter: { filter: string; hidden: readonly CellState[] },
): Axes {
  const rows = byGroup(view.agents), columns = byGroup(view.targets);
  const wanted = filter.filter.trim().toLowerCase();
  const rowsOf = (part: string) =>
    rows.filter((row) => {
      const { name, id, group } = view.agents[row];
      return holds(part, name, id, group);
    });
  const columnsOf = (part: string) =>
    columns.filter((column) => {
      const { name, address, group } = view.targets[column];
      return holds(part, name, address, group);
    });
  let axes: Axes = { rows, columns };
  const [from, to] = wanted.split(ARROW).map((part) => part.trim());
  if (to !== undefined) axes = { rows: rowsOf(from), columns: columnsOf(to) };
  else if (wanted) {
    const someRows = rowsOf(wanted), someColumns = columnsOf(wanted);
    if (!someRows.length && !someColumns.length) return { rows: [], columns: [] };
    axes = {
      rows: someRows.length ? someRows : rows,
      columns: someColumns.length ? someColumns : columns,
    };
  }
  if (!axes.rows.length || !axes.columns.length) return { rows: [], columns: [] };
  return filter.hidden.length ? withoutHidden(view, axes, filter.hidden) : axes;
}

/** Whether both show the same rows and columns in the same order. */
export function sameAxes(a: Axes | null, b: Axes): a is Axes {
  const same = (x: number[], y: number[]) => x.length === y.length && x.every((v, n) => v === y[n]);
  return a !== null && same(a.rows, b.rows) && same(a.columns, b.columns);
}

/** As it stands in sentences, and as it is typed. */
const ARROW = /→|->/;

function holds(part: string, ...texts: string[]): boolean {
  return texts.some((text) => text.toLowerCase().includes(part));
}

function withoutHidden(view: MatrixView, axes: Axes, hidden: readonly CellState[]): Axes {
  const usedRows = new Uint8Array(view.agents.length);
  const usedColumns = new Uint8Array(view.targets.length);
  const isHidden = CELL_STATES.map((state) => hidden.includes(state));
  for (const row of axes.rows) {
    const line = row * view.targets.length;
    for (const column of axes.columns) {
      if (!isHidden[view.states[line + column]]) usedRows[row] = usedColumns[column] = 1;
    }
  }
  return {
    rows: axes.rows.filter((row) => usedRows[row]),
    columns: axes.columns.filter((column) => usedColumns[column]),
  };
}

/** Indexes ordered by the first appearance of each group; within a group the order stays. */
function byGroup(items: readonly { group: string }[]): number[] {
  const groups = new Map<string, number[]>();
  items.forEach(({ group }, index) => {
    const members = groups.get(group);
    if (members) members.push(index);
    else groups.set(group, [index]);
  });
  return [...groups.values()].flat();
}

/** How many paths are in each state. */
export function countStates(view: MatrixView): Record<CellState, number> {
  const counts = new Uint32Array(CELL_STATES.length);
  // By index: a loop by iterator takes ten times as long, and this runs every second.
  const { states } = view;
  for (let i = 0; i < states.length; i++) counts[states[i]]++;
  const of = (state: CellState) => counts[STATE_CODES[state]];
  return { ok: of("ok"), slow: of("slow"), fail: of("fail"), nodata: of("nodata") };
}
