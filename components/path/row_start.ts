import type { Cell } from "@/shared/live/matrix.ts";
import type { PathBin } from "./path_bins.ts";
import { ROW_RANGES, rowEnds, type RowLoad, type RowQuery } from "./row_query.ts";
import { sortPaths } from "./row_series.ts";

/** Paths whose history comes with the page, and how long it may wait for that, in ms. */
const MOST_PATHS = 50, PATIENCE_MS = 300;

/** Reads the steps of one path, by the id of its other end. Times in Unix ms, RTTs in µs. */
type ReadSteps = (
  id: string,
  fromMs: number,
  toMs: number,
  stepMs: number,
) => Promise<readonly PathBin[]>;

/**
 * The history with which the page of a row or a column begins: of the first paths in their order,
 * as many as can be read in a moment. A page without script has no other.
 */
export async function readRowStart(
  others: readonly { id: string; name: string }[],
  cells: readonly Cell[],
  { range, sort }: RowQuery,
  nowMs: number,
  read: ReadSteps,
): Promise<RowLoad> {
  const ends = rowEnds(range, nowMs), untilMs = performance.now() + PATIENCE_MS;
  const paths = others.map((one, n) => ({ ...one, cell: cells[n], figures: null }));
  const series = new Map<string, PathBin[]>();
  for (const id of sortPaths(paths, sort).slice(0, MOST_PATHS)) {
    if (performance.now() > untilMs) break;
    const steps = await read(id, ends.fromMs, ends.toMs, ROW_RANGES[range].stepMs);
    series.set(
      id,
      steps.map(({ atMs, sent, lost, p5Us, p50Us, p95Us }) => (
        { atMs, sent, lost, p5Us, p50Us, p95Us, spread: [] }
      )),
    );
  }
  return { range, ...ends, series, stale: false };
}
