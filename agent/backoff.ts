/**
 * How long to wait before try number `attempt` (from 1), in milliseconds: doubling from one second
 * up to `maxMs`, the half of it by chance, so that a thousand agents do not come back at once.
 * @param random a number in [0, 1)
 */
export function backoffMs(attempt: number, random: () => number, maxMs = 30_000): number {
  const full = Math.min(maxMs, 1_000 * 2 ** Math.min(attempt - 1, 20));
  return full / 2 + random() * full / 2;
}
