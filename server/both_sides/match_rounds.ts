import type { LossReason, Point } from "@/shared/point.ts";
import type { Fate, SeenRound } from "../domain/both_sides.ts";

/**
 * A request leaves within 1.9 s of the beginning of its round (`SPREAD_MS` of the agent), and the
 * next round begins after 5 s. A line may seem earlier than its round by the second that a syslog
 * time stamp is rounded to.
 */
const EARLY_MS = 1_000;
const LATE_MS = 4_000;

/** What is said of the way there rests on other requests so near that the far end logged. */
const WITNESS_MS = 60_000;
/** Of the answered requests near by, so many must be in the log: else the log has gaps of its own. */
const WITNESS_SHARE = 0.9;

const NEVER_LEFT: readonly (LossReason | undefined)[] = ["sendFailed", "unresolved"];

/**
 * Tells for each result of one path whether its request was in the log of the far end, and where a
 * lost one was lost. That it never arrived is said only where the log has other requests of the
 * path both before and after it, at most a minute away, and nearly all of those that were answered.
 *
 * @param points oldest first
 * @param seenAtMs when requests of the path were logged, oldest first, Unix milliseconds
 */
export function matchRounds(points: readonly Point[], seenAtMs: readonly number[]): SeenRound[] {
  const seen = seenRounds(points, seenAtMs);
  const logged = loggedShares(points, seen);
  const before = nearestSeen(points, seen);
  const after = nearestSeen(points.toReversed(), seen.toReversed()).reverse();
  return points.map(({ atMs, rttUs, lost }, n): SeenRound => {
    const fateOf = (): Fate => {
      if (rttUs !== null) return "answered";
      if (seen[n]) return "back";
      if (NEVER_LEFT.includes(lost)) return "unsent";
      const isWitnessed = before[n] <= WITNESS_MS && after[n] <= WITNESS_MS;
      return isWitnessed && logged[n] >= WITNESS_SHARE ? "there" : "unknown";
    };
    return { atMs, fate: fateOf(), seen: seen[n] };
  });
}

/** A logged request belongs to the newest round that began before it. */
function seenRounds(points: readonly Point[], seenAtMs: readonly number[]): boolean[] {
  const seen = points.map(() => false);
  let n = -1;
  for (const atMs of seenAtMs) {
    while (n + 1 < points.length && points[n + 1].atMs <= atMs + EARLY_MS) n++;
    if (n >= 0 && atMs - points[n].atMs < LATE_MS) seen[n] = true;
  }
  return seen;
}

/** How far before each result the last one is that was seen, in milliseconds; else infinite. */
function nearestSeen(points: readonly Point[], seen: readonly boolean[]): number[] {
  let lastMs = Infinity;
  return points.map(({ atMs }, n) => {
    if (seen[n]) lastMs = atMs;
    return Math.abs(atMs - lastMs);
  });
}

/** Of the answered requests around each result, the share that was seen; 1 where none is. */
function loggedShares(points: readonly Point[], seen: readonly boolean[]): number[] {
  let from = 0, to = 0, answered = 0, logged = 0;
  const count = (n: number, by: number) => {
    if (points[n].rttUs === null) return;
    answered += by;
    if (seen[n]) logged += by;
  };
  return points.map(({ atMs }) => {
    while (to < points.length && points[to].atMs <= atMs + WITNESS_MS) count(to++, 1);
    while (points[from].atMs < atMs - WITNESS_MS) count(from++, -1);
    return answered === 0 ? 1 : logged / answered;
  });
}
