import { type CellState, cellState } from "@/shared/cell_state.ts";
import type { Cell } from "@/shared/live/matrix.ts";
import type { Point } from "@/shared/point.ts";
import { pathFigures } from "./path_figures.ts";

const MINUTE_MS = 60_000;

/** The cell that the last minute before `nowMs` of a path makes, as the matrix would show it. */
export function lastMinute(points: readonly Point[], warnMs: number, nowMs: number): Cell {
  const recent = points.filter(({ atMs }) => atMs > nowMs - MINUTE_MS);
  const state: CellState = cellState({ rttUs: recent.map(({ rttUs }) => rttUs), warnMs });
  const { lastUs, lossPercent, medianUs } = pathFigures(recent);
  return { state, rttUs: lastUs, lossPercent, medianUs };
}
