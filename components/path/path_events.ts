import { type CellState, cellState } from "@/shared/cell_state.ts";
import type { LossReason, Point } from "@/shared/point.ts";
import { stateWord } from "@/components/state/state_words.ts";
import { formatDuration, formatPercent } from "@/components/text/format.ts";
import { pathWords } from "@/components/words/path.ts";
import type { PathBin } from "./path_bins.ts";

/** Something that happened on a path. */
export interface PathEvent {
  atMs: number;
  state: CellState;
  text: string;
  /** When it was seen again and again: how often in all, and when last. */
  again?: { count: number; untilMs: number };
}

const WINDOW_MS = 60_000;
/** Without a result for longer, the agent was silent. */
const GAP_MS = 30_000;

/** Changes of the path's state and gaps in its data, newest first, at most `limit`. */
export function pointEvents(points: readonly Point[], warnMs: number, limit: number): PathEvent[] {
  const events: PathEvent[] = [];
  let state: CellState | null = null, from = 0;
  for (let n = 0; n < points.length; n++) {
    const { atMs } = points[n], beforeMs = points[n - 1]?.atMs ?? atMs;
    if (atMs - beforeMs > GAP_MS) {
      const text = pathWords().noDataFor(formatDuration(atMs - beforeMs));
      events.push({ atMs: beforeMs, state: "nodata", text });
      from = n;
    }
    while (points[from].atMs <= atMs - WINDOW_MS) from++;
    const rttUs = points.slice(from, n + 1).map((point) => point.rttUs);
    const next = cellState({ rttUs, warnMs });
    if (state !== null && next !== state) {
      const change = pathWords().change(stateWord(state), stateWord(next));
      const text = next === "fail"
        ? withLoss(change, points[n].lost)
        : withReason(change, rttUs, warnMs, next);
      events.push({ atMs, state: next, text });
    }
    state = next;
  }
  return events.reverse().slice(0, limit);
}

function withLoss(change: string, reason: LossReason | undefined): string {
  if (reason === undefined || reason === "timeout") return change;
  return pathWords().because(change, pathWords().lossReasons[reason]);
}

function withReason(
  change: string,
  rttUs: readonly (number | null)[],
  warnMs: number,
  state: CellState,
): string {
  if (state !== "slow") return change;
  const lost = rttUs.filter((rtt) => rtt === null).length;
  if (lost === 0) return pathWords().slower(change, warnMs);
  return pathWords().losing(change, formatPercent(100 * lost / rttUs.length));
}

/** The same from sums: stretches without data, and ones where over half was lost. */
export function binEvents(bins: readonly PathBin[], limit: number): PathEvent[] {
  const events: PathEvent[] = [];
  const words = pathWords();
  const said = { ok: words.answersAgain, fail: words.halfLost, nodata: words.noDataFrom };
  let before: "ok" | "fail" | "nodata" | null = null;
  for (const { atMs, sent, lost } of bins) {
    const now = sent === 0 ? "nodata" : lost > sent / 2 ? "fail" : "ok";
    // What was before the first data is not known to be a gap.
    if (before === null && now === "nodata") continue;
    if (before !== null && now !== before) events.push({ atMs, state: now, text: said[now] });
    before = now;
  }
  return events.reverse().slice(0, limit);
}
