const STEPS_MS = [1, 2, 5, 10, 15, 20, 30, 60].map((minutes) => minutes * 60_000);

/** At most `limit` whole minutes between two times (Unix ms), evenly apart, as ticks of an axis. */
export function minuteTicks(fromMs: number, toMs: number, limit: number): { value: number }[] {
  const step = STEPS_MS.find((ms) => (toMs - fromMs) / ms < limit) ?? STEPS_MS.at(-1)!;
  const ticks: { value: number }[] = [];
  for (let at = Math.ceil(fromMs / step) * step; at <= toMs && ticks.length < limit; at += step) {
    ticks.push({ value: at });
  }
  return ticks;
}
