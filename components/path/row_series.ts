import type { Cell } from "@/shared/live/matrix.ts";
import { STATES_BY_URGENCY } from "@/components/state/state_words.ts";
import { binsOf, type PathBin } from "./path_bins.ts";
import type { RowSort } from "./row_query.ts";

/** Steps of each path of a row or a column, by the id of its other end. */
export type RowSeries = ReadonlyMap<string, PathBin[]>;

/** The series in an answer of `GET /api/v1/results/{agent}` or `/results?target=`; throws. */
export function rowSeriesOf(answer: unknown): Map<string, PathBin[]> {
  const series = (answer as { series?: unknown })?.series;
  if (!Array.isArray(series)) throw new TypeError("the answer holds no series");
  return new Map(series.map((one) => [String(one.target ?? one.agent), binsOf(one)]));
}

/** What the steps of a path come to. RTTs in µs. */
export interface RowFigures {
  sent: number;
  lost: number;
  lossPercent: number;
  /** The middle one of the steps' medians, by how many answers each stands for. */
  medianUs: number | null;
  /** The highest p95 of a step. */
  worstP95Us: number | null;
}

export function rowFigures(bins: readonly PathBin[]): RowFigures {
  let sent = 0, lost = 0, worstP95Us: number | null = null;
  const medians: [us: number, answers: number][] = [];
  for (const bin of bins) {
    sent += bin.sent;
    lost += bin.lost;
    if (bin.p50Us !== null) medians.push([bin.p50Us, bin.sent - bin.lost]);
    if (bin.p95Us !== null) worstP95Us = Math.max(worstP95Us ?? 0, bin.p95Us);
  }
  medians.sort(([a], [b]) => a - b);
  let left = Math.ceil((sent - lost) / 2);
  const medianUs = medians.find(([, answers]) => (left -= answers) <= 0)?.[0] ?? null;
  return { sent, lost, lossPercent: sent ? 100 * lost / sent : 0, medianUs, worstP95Us };
}

/** One path of the row, as it is sorted. */
export interface SortedPath {
  id: string;
  name: string;
  cell: Cell;
  figures: RowFigures | null;
}

/** Ids in the order a person chose: the state now comes first, then what the range lost. */
export function sortPaths(paths: readonly SortedPath[], sort: RowSort): string[] {
  const rank = ({ cell }: SortedPath) => STATES_BY_URGENCY.indexOf(cell.state);
  const loss = ({ figures, cell }: SortedPath) => figures?.lossPercent ?? cell.lossPercent;
  const rtt = ({ figures, cell }: SortedPath) => figures?.medianUs ?? cell.rttUs ?? -1;
  const names = new Intl.Collator("en", { numeric: true });
  const byName = (a: SortedPath, b: SortedPath) => names.compare(a.name, b.name);
  const orders: Record<RowSort, (a: SortedPath, b: SortedPath) => number> = {
    worst: (a, b) =>
      rank(a) - rank(b) || loss(b) - loss(a) || cellLoss(b) - cellLoss(a) || byName(a, b),
    name: byName,
    rtt: (a, b) => rtt(b) - rtt(a) || byName(a, b),
  };
  return [...paths].sort(orders[sort]).map(({ id }) => id);
}

const cellLoss = ({ cell }: SortedPath) => cell.lossPercent;
