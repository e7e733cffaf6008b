import type { Point } from "@/shared/point.ts";
import { pathWords } from "@/components/words/path.ts";
import { CLOCK_OFF_MS } from "@/shared/clock_off.ts";

/** Says that times of these points were corrected; nothing when none was. */
export function ClockNote({ points }: { points: readonly Point[] | null }) {
  const count = points?.filter(({ clockOff }) => clockOff).length ?? 0, words = pathWords();
  if (count === 0) return null;
  const share = count === points!.length ? words.allRounds : `${count}`;
  const note = words.clockNote(CLOCK_OFF_MS / 1_000, share);
  return <p class="sect dim small" data-note="clock">{note}</p>;
}
