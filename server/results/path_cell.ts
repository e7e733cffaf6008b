import { type CellState, countedState } from "@/shared/cell_state.ts";
import type { Cell } from "@/shared/live/matrix.ts";
import type { Target } from "@/shared/target.ts";
import { rttOf } from "@/shared/wire/round_frame.ts";
import { RECENT_PROBES } from "./recent_probes.ts";
import { RttSample } from "./rtt_sample.ts";

/**
 * The matrix looks at the last minute before the agent's newest round, or at the last six probes of
 * a target with a longer interval.
 */
const WINDOW_MS = 60_000;

export const NO_DATA: Cell = { state: "nodata", rttUs: null, lossPercent: 0, medianUs: null };

/** What is in memory of an agent's paths. */
export interface PathSight {
  /** Start of the agent's newest round in Unix milliseconds, or `null` when there is none. */
  readonly newestAtMs: number | null;
  /** Of the oldest one; `null` when that is not known. */
  readonly oldestAtMs: number | null;
  /** Rounds so far that came out of order; `null` when nobody counts: read everything again. */
  readonly lateRounds: number | null;
  /**
   * Visits the results of one target that began at or before `toMs`, newest first, for as long as
   * `visit` agrees.
   */
  visitBack(
    targetId: string,
    toMs: number,
    visit: (atMs: number, result: number) => boolean,
  ): void;
}

export type PathTarget = Pick<Target, "id" | "intervalMs" | "warnMs">;

/** How far a path was looked at: that need not be done again. */
export interface Looked {
  /**
   * Everything in memory that began up to here was of the state that the path is in, and no round
   * came late since; NaN when that is not so. Unix milliseconds.
   */
  unbrokenToMs: number;
}

/**
 * What the matrix shows of one path of an agent that is reporting. `before` is what it showed last:
 * while the state stays, so does the time it began. `looked` goes with `before` and is brought up to
 * date: with it a path that has failed for over an hour costs no more than a new one.
 */
export function pathCell(
  sight: PathSight,
  target: PathTarget,
  before?: Cell,
  looked: Looked = { unbrokenToMs: NaN },
): Cell {
  const cell = cellNow(sight, target);
  const { unbrokenToMs } = looked;
  looked.unbrokenToMs = NaN;
  if (cell.state === "ok" || cell.state === "nodata") return cell;
  const same = before?.state === cell.state;
  if (same && before.sinceMs !== undefined) return { ...cell, sinceMs: before.sinceMs };
  // A stretch without a reader may have seen other states between: look again after a change only.
  const since = stateSince(sight, target, cell.state, same ? unbrokenToMs : NaN);
  if (since === "unbroken") looked.unbrokenToMs = sight.newestAtMs!;
  else if (since !== null) return { ...cell, sinceMs: since };
  return cell;
}

/**
 * When the run of `state` that lasts now began: `"unbroken"` when that is over an hour ago, `null`
 * when its newest result does not say so by itself.
 */
function stateSince(
  sight: PathSight,
  target: PathTarget,
  state: CellState,
  unbrokenToMs: number,
): number | "unbroken" | null {
  let since: number | "unbroken" | null = "unbroken", newerMs: number | null = null;
  let isKnown = false;
  walkStates(sight, target, Infinity, (atMs, was) => {
    isKnown = atMs <= unbrokenToMs;
    if (isKnown) return false;
    if (was !== state) since = newerMs;
    newerMs = atMs;
    return was === state;
  });
  if (!isKnown || isOldestOf(sight, target, state)) return since;
  return stateSince(sight, target, state, NaN);
}

/** Whether the oldest results still say `state`, although the ones before them are forgotten. */
function isOldestOf(sight: PathSight, target: PathTarget, state: CellState): boolean {
  let isSame = true;
  const toMs = (sight.oldestAtMs ?? Infinity) + windowOf(target);
  walkStates(sight, target, toMs, (_atMs, was) => isSame = was === state);
  return isSame;
}

/** Visits the states that a path was in at each result up to `toMs`, newest first. */
function walkStates(
  sight: PathSight,
  target: PathTarget,
  toMs: number,
  visit: (atMs: number, state: CellState) => boolean,
): void {
  const { warnMs } = target, windowMs = windowOf(target);
  // Newest first; the window of the result at `end` is what follows it.
  const times: number[] = [], rttUs: (number | null)[] = [];
  let end = 0, lost = 0, goesOn = true;
  const closeEnd = () => {
    const count = times.length - end, lastUs = rttUs[end];
    const isBeforeLost = count < 2 || rttUs[end + 1] === null;
    goesOn = visit(times[end], countedState({ count, lost, lastUs, isBeforeLost, warnMs }));
    if (lastUs === null) lost--;
    end++;
  };
  sight.visitBack(target.id, toMs, (atMs, result) => {
    while (goesOn && end < times.length && atMs <= times[end] - windowMs) closeEnd();
    const rtt = rttOf(result) ?? null;
    if (rtt === null) lost++;
    times.push(atMs);
    rttUs.push(rtt);
    return goesOn;
  });
  while (goesOn && end < times.length) closeEnd();
}

/** How far back a target's state looks, in milliseconds. */
export const windowOf = ({ intervalMs }: Pick<Target, "intervalMs">) =>
  Math.max(WINDOW_MS, RECENT_PROBES * intervalMs);

/** What the path that is looked at answered. */
const answered = new RttSample();

function cellNow(sight: PathSight, target: PathTarget): Cell {
  const { id, warnMs } = target;
  const newestAtMs = sight.newestAtMs;
  if (newestAtMs === null) return NO_DATA;
  const fromMs = newestAtMs - windowOf(target) + 1;
  answered.clear();
  let count = 0, lost = 0, lastUs: number | null = null, isBeforeLost = true;
  sight.visitBack(id, Infinity, (atMs, result) => {
    if (atMs < fromMs) return false;
    const rttUs = rttOf(result) ?? null;
    count++;
    if (rttUs === null) lost++;
    else answered.add(rttUs);
    if (count === 1) lastUs = rttUs;
    if (count === 2) isBeforeLost = rttUs === null;
    return true;
  });
  if (count === 0) return NO_DATA;
  return {
    state: countedState({ count, lost, lastUs, isBeforeLost, warnMs }),
    rttUs: lastUs,
    lossPercent: Math.round(1000 * lost / count) / 10,
    medianUs: answered.at(answered.size >> 1) ?? null,
  };
}
