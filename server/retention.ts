import { HOUR_MS, MINUTE_MS, type RoundStore } from "./domain/results.ts";
import type { SightingStore } from "./domain/both_sides.ts";
import type { TrafficStore } from "./domain/traffic.ts";

/** Rows removed in one step, so that a step never holds the writer for long. */
const STEP_ROWS = 200;
/** Steps in one run; what is left waits for the next run. */
const MAX_STEPS = 500;
/** An hour is packed when it has been over for so long: most late rounds have come by then. */
const LATE_MS = 2 * MINUTE_MS;
/** Hours of an agent that are packed in one run: 1,000 agents' hours in five minutes. */
const MAX_HOURS = 200;
/** Minutes take about as much room as raw results, so they do not stay as long as hours do. */
const MAX_MINUTES_MS = 32 * 24 * HOUR_MS;

export interface Retention {
  /** How long raw results and traffic are kept. */
  retentionMs: number;
  /** How long roll-ups are kept. */
  rollupRetentionMs: number;
}

export interface Expiring {
  /** Removes at most `limit` things from before `beforeMs`; returns how many. */
  remove(beforeMs: number, limit: number): Promise<number>;
  /** How long they are kept, in milliseconds. */
  keepMs(retention: Retention): number;
}

/** Everything in the store that expires. */
export function expiries(
  store: { rounds: RoundStore; traffic: TrafficStore; sightings: SightingStore },
): Expiring[] {
  const raw = ({ retentionMs }: Retention) => retentionMs;
  const { rounds, traffic, sightings } = store;
  return [
    { remove: (beforeMs, limit) => rounds.removeRoundsBefore(beforeMs, limit), keepMs: raw },
    { remove: (beforeMs, limit) => traffic.removeEventsBefore(beforeMs, limit), keepMs: raw },
    { remove: (beforeMs, limit) => sightings.removeSightingsBefore(beforeMs, limit), keepMs: raw },
    {
      remove: (beforeMs, limit) => rounds.removeRollupsBefore(MINUTE_MS, beforeMs, limit),
      keepMs: ({ rollupRetentionMs }) => Math.min(rollupRetentionMs, MAX_MINUTES_MS),
    },
    {
      remove: (beforeMs, limit) => rounds.removeRollupsBefore(HOUR_MS, beforeMs, limit),
      keepMs: ({ rollupRetentionMs }) => rollupRetentionMs,
    },
    // One hour of counts in each run.
    {
      remove: (beforeMs) => traffic.removeCountsBefore(beforeMs),
      keepMs: ({ rollupRetentionMs }) => rollupRetentionMs,
    },
  ];
}

/** Removes what is over its time, in bounded steps. Returns how many rows went. */
export async function removeExpired(
  parts: readonly Expiring[],
  retention: Retention,
  nowMs: number,
): Promise<number> {
  let removed = 0;
  for (const { remove, keepMs } of parts) {
    for (let step = 0; step < MAX_STEPS; step++) {
      const count = await remove(nowMs - keepMs(retention), STEP_ROWS);
      removed += count;
      if (count < STEP_ROWS) break;
    }
  }
  return removed;
}

/** Packs hours that are over, one at a time: rounds that come meanwhile are written in between. */
export async function packHours(
  store: Pick<RoundStore, "compact">,
  nowMs: number,
): Promise<number> {
  let packed = 0;
  while (packed < MAX_HOURS && await store.compact(nowMs - LATE_MS, 1) > 0) packed++;
  return packed;
}
