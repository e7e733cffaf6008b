const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const STEPS_MS = [
  ...[5_000, 15_000, 30_000],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 30, 60].map((n) => n * DAY),
];

/** A mark of a time axis and its words. */
export interface TimeTick {
  atMs: number;
  text: string;
}

/**
 * At most `limit` round times between two (Unix ms), in the zone that is `offsetMs` ahead of UTC:
 * times of day, or dates where a day and more lies between them.
 */
export function timeTicks(
  fromMs: number,
  toMs: number,
  limit: number,
  offsetMs: number,
): TimeTick[] {
  const step = STEPS_MS.find((ms) => (toMs - fromMs) / ms <= limit) ?? STEPS_MS.at(-1)!;
  const ticks: TimeTick[] = [];
  for (
    let local = Math.ceil((fromMs + offsetMs) / step) * step;
    local <= toMs + offsetMs && ticks.length < limit;
    local += step
  ) {
    const iso = new Date(local).toISOString();
    const text = step >= DAY || local % DAY === 0
      ? iso.slice(5, 10)
      : iso.slice(11, step < MINUTE ? 19 : 16);
    ticks.push({ atMs: local - offsetMs, text });
  }
  return ticks;
}

/** How far the reader's zone is ahead of UTC at a time, in ms. */
export function zoneOffsetMs(atMs: number): number {
  return -new Date(atMs).getTimezoneOffset() * MINUTE;
}

/** What a time axis in that zone is marked with: `UTC`, `UTC+9`, `UTC−3:30`. */
export function zoneLabel(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / MINUTE, rest = minutes % 60;
  if (minutes === 0) return "UTC";
  const sign = offsetMs < 0 ? "−" : "+";
  return `UTC${sign}${Math.floor(minutes / 60)}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}
