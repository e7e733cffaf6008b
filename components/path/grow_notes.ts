import { joinNotes, noteKey, type PathNotes } from "@/shared/note_run.ts";
import type { Point } from "@/shared/point.ts";

/**
 * Notes of a stretch that has moved on: those that were there before, and those of an answer about
 * the time from `answerFromMs` on, which begins inside of what was known.
 *
 * @param points of the whole stretch, oldest first
 */
export function growNotes(
  known: PathNotes,
  fresh: PathNotes,
  answerFromMs: number,
  fromMs: number,
  points: readonly Point[],
): PathNotes {
  const newer = [...fresh.runs];
  const older = known.runs.filter(({ toMs }) => toMs >= fromMs).filter((run) => {
    if (run.toMs < answerFromMs) return true;
    const place = newer.findIndex((other) =>
      noteKey(other.note) === noteKey(run.note) && other.fromMs <= run.toMs &&
      other.toMs >= run.toMs
    );
    if (place < 0) return true;
    const { toMs, note } = newer[place];
    const isNew = ({ atMs }: Point) => atMs > run.toMs && atMs <= toMs;
    newer[place] = {
      fromMs: Math.min(run.fromMs, newer[place].fromMs),
      toMs,
      count: run.count + points.filter(isNew).length,
      // What is summed up over samples would count twice where both know them.
      note: note.kind === "duplicates" ? note : joinNotes(run.note, note),
    };
    return false;
  });
  const runs = [...newer, ...older].sort((a, b) => b.toMs - a.toMs);
  return { sinceMs: Math.max(known.sinceMs, fromMs), runs };
}
