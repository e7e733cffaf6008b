import type { CellState } from "@/shared/cell_state.ts";
import type { Cell } from "@/shared/live/matrix.ts";

/** The cells of a row or a column as they are now, by the id of the other end. */
export interface RowCells {
  atMs: number;
  cells: ReadonlyMap<string, Cell>;
  /** Agents that are connected. */
  connected: ReadonlySet<string>;
}

type Fields = Record<string, unknown>;

/** Reads an answer of `GET /api/v1/matrix`; `other` is which end tells the cells apart. */
export function rowCellsOf(answer: unknown, other: "agent" | "target"): RowCells {
  const { t, cells, agents } = (answer ?? {}) as Fields;
  if (!Array.isArray(cells) || !Array.isArray(agents)) {
    throw new TypeError("the answer holds no cells");
  }
  const us = (ms: unknown) => typeof ms === "number" ? ms * 1000 : null;
  return {
    atMs: Date.parse(String(t)),
    cells: new Map(cells.map((fields: Fields) => [String(fields[other]), {
      state: fields.state as CellState,
      rttUs: us(fields.rtt_ms),
      lossPercent: Number(fields.loss_percent),
      medianUs: us(fields.median_ms),
    }])),
    connected: new Set(
      agents.flatMap((fields: Fields) => fields.connected === true ? [String(fields.id)] : []),
    ),
  };
}
