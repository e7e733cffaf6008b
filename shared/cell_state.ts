/** The four states of one path (one agent, one target), worst last in {@linkcode CELL_STATES}. */
export type CellState = "ok" | "slow" | "fail" | "nodata";

/** Index in this list is the state's code on the live wire. */
export const CELL_STATES: readonly CellState[] = ["ok", "slow", "fail", "nodata"];

/** What the last minute of a path looks like, newest result last. RTT in microseconds, `null` is lost. */
export interface RecentResults {
  /** RTT in µs, or `null` where no answer came in time. */
  rttUs: readonly (number | null)[];
  /** RTT above this is slow, in milliseconds. */
  warnMs: number;
}

/** Share of lost results from which a path counts as failed even if the last one was answered. */
const FAIL_LOSS = 0.5;

/** The same minute, counted. */
export interface CountedResults {
  count: number;
  /** How many of them are lost. */
  lost: number;
  /** RTT of the newest one in µs, or `null`. */
  lastUs: number | null;
  /** Whether the one before the newest is lost, or there is none. */
  isBeforeLost: boolean;
  /** As in {@linkcode RecentResults}. */
  warnMs: number;
}

/**
 * State of a path from its last minute. Two lost results in a row are *fail*; a single lost one, or
 * an RTT above the limit, is *slow*. An empty minute is *no data*: silence of the agent is not loss.
 */
export function cellState({ rttUs, warnMs }: RecentResults): CellState {
  const count = rttUs.length;
  return countedState({
    count,
    lost: rttUs.filter((rtt) => rtt === null).length,
    lastUs: rttUs[count - 1] ?? null,
    isBeforeLost: count < 2 || rttUs[count - 2] === null,
    warnMs,
  });
}

/** {@linkcode cellState} for who has counted already. */
export function countedState(
  { count, lost, lastUs, isBeforeLost, warnMs }: CountedResults,
): CellState {
  if (count === 0) return "nodata";
  if ((lastUs === null && isBeforeLost) || lost / count > FAIL_LOSS) return "fail";
  if (lost > 0 || (lastUs !== null && lastUs > warnMs * 1000)) return "slow";
  return "ok";
}
