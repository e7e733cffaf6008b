import { timeTicks, zoneOffsetMs } from "./time_ticks.ts";

/** At most `limit` times between two (Unix ms) that are round where the reader is, as ticks of an axis. */
export function localTicks(fromMs: number, toMs: number, limit: number): { value: number }[] {
  return timeTicks(fromMs, toMs, limit, zoneOffsetMs(toMs)).map(({ atMs }) => ({ value: atMs }));
}
