import { CELL_STATES, type CellState } from "../cell_state.ts";
import { rttCode, rttOfCode } from "./rtt_step.ts";

/** A row of the matrix. */
export interface MatrixAgent {
  id: string;
  name: string;
  group: string;
  connected: boolean;
  /** Start of the newest round received, Unix time in milliseconds; `null` before the first. */
  lastRoundAtMs: number | null;
}

/** A column of the matrix. */
export interface MatrixTarget {
  id: string;
  name: string;
  address: string;
  group: string;
  warnMs: number;
}

/** One path's state now. */
export interface Cell {
  state: CellState;
  /** Newest RTT in microseconds; `null` when it was lost or there is none. */
  rttUs: number | null;
  /** Lost share of the last minute, in percent. */
  lossPercent: number;
  /** Median RTT of the last minute in microseconds. */
  medianUs: number | null;
  /** When the state began, Unix time in milliseconds; left out when it is ok or that is unknown. */
  sinceMs?: number;
}

/** Many cells, one typed array for each thing there is to say of them. */
export interface CellArrays {
  /** Index in `CELL_STATES`. */
  states: Uint8Array;
  /** Newest RTT as a code of `rtt_step.ts`; 0 when it was lost or there is none. */
  rtts: Uint16Array;
  /** Median RTT of the last minute, the same way. */
  medians: Uint16Array;
  /** Lost of a thousand in the last minute: 0 where the state is ok or no data. */
  lost: Uint16Array;
  /** When the state began, Unix time in seconds; 0 when that is unknown. */
  sinceS: Uint32Array;
}

/**
 * The matrix as a page holds it, row by row: the cell of a row and a column is at
 * `row * targets.length + column`. The arrays are changed in place by the deltas that follow.
 */
export interface MatrixView extends CellArrays {
  seq: number;
  sentAtMs: number;
  agents: MatrixAgent[];
  targets: MatrixTarget[];
}

/** Codes of the states, for who reads `states` itself. */
export const STATE_CODES: Readonly<Record<CellState, number>> = {
  ok: 0,
  slow: 1,
  fail: 2,
  nodata: 3,
};

/** Whether a path in this state has loss to tell: an ok one lost nothing. */
export const isIll = (code: number) => code === STATE_CODES.slow || code === STATE_CODES.fail;

export function emptyCells(count: number): CellArrays {
  return {
    states: new Uint8Array(count).fill(STATE_CODES.nodata),
    rtts: new Uint16Array(count),
    medians: new Uint16Array(count),
    lost: new Uint16Array(count),
    sinceS: new Uint32Array(count),
  };
}

export function packCells(cells: readonly Cell[]): CellArrays {
  const packed = emptyCells(cells.length);
  cells.forEach(({ state, rttUs, medianUs, lossPercent, sinceMs }, n) => {
    const code = packed.states[n] = STATE_CODES[state];
    packed.rtts[n] = rttCode(rttUs);
    packed.medians[n] = rttCode(medianUs);
    if (isIll(code)) packed.lost[n] = Math.round(lossPercent * 10);
    if (sinceMs !== undefined) packed.sinceS[n] = Math.floor(sinceMs / 1000);
  });
  return packed;
}

/** Puts `cells` in the place that begins at `index`. */
export function setCells(all: CellArrays, index: number, cells: CellArrays): void {
  all.states.set(cells.states, index);
  all.rtts.set(cells.rtts, index);
  all.medians.set(cells.medians, index);
  all.lost.set(cells.lost, index);
  all.sinceS.set(cells.sinceS, index);
}

/** Cells of their own, which nothing that comes later changes. */
export function copyCells({ states, rtts, medians, lost, sinceS }: CellArrays): CellArrays {
  return {
    states: states.slice(),
    rtts: rtts.slice(),
    medians: medians.slice(),
    lost: lost.slice(),
    sinceS: sinceS.slice(),
  };
}

/** One cell. RTTs are what is shown of them, see `rtt_step.ts`. */
export function cellAt(cells: CellArrays, index: number): Cell {
  const state = stateAt(cells, index), lossPercent = cells.lost[index] / 10;
  // A median that came a while ago is none of a minute without an answer.
  const answered = state !== "nodata" && lossPercent < 100;
  const cell: Cell = {
    state,
    rttUs: rttOfCode(cells.rtts[index]),
    lossPercent,
    medianUs: answered ? rttOfCode(cells.medians[index]) : null,
  };
  if (cells.sinceS[index] > 0) cell.sinceMs = cells.sinceS[index] * 1000;
  return cell;
}

export function stateAt({ states }: CellArrays, index: number): CellState {
  return CELL_STATES[states[index]] ?? "nodata";
}
