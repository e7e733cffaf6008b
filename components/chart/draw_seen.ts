import { seenWords } from "@/components/words/seen.ts";
import type { Drawing } from "./draw_tracks.ts";

/** One lane for each way: what was lost on it stands in it. */
const THERE = { y: 276, height: 14 }, BACK = { y: 294, height: 14 };
export const SEEN_LANES = [THERE, BACK];
/** Length of the line that says that requests were seen, in CSS pixels. */
const SEEN_HEIGHT = 3;

/**
 * Draws what the far end's log tells: a thin line where it saw requests, bars where requests were
 * lost on the way there and answers on the way back, hatched where it does not allow to say.
 */
export function drawSeen({ pen, palette, tracks, x }: Drawing): void {
  const { seen, binMs } = tracks;
  for (const { atMs, there, back, unknown, seen: count, sent } of seen) {
    if (sent === 0) continue;
    const from = x(atMs), width = Math.max(1.5, x(atMs + binMs) - from - 0.5);
    const bar = (lane: typeof THERE, share: number, fill: string | CanvasPattern) => {
      if (share === 0) return;
      const height = Math.max(4, lane.height * Math.min(1, share));
      pen.fillStyle = fill;
      pen.fillRect(from, lane.y + lane.height - height, width, height);
    };
    pen.fillStyle = palette.sunken;
    for (const lane of SEEN_LANES) pen.fillRect(from, lane.y, width + 0.5, lane.height);
    if (count > 0) {
      pen.fillStyle = palette.data[0];
      pen.fillRect(from, THERE.y + THERE.height - SEEN_HEIGHT, width + 0.5, SEEN_HEIGHT);
    }
    for (const lane of SEEN_LANES) bar(lane, unknown > 0 ? 1 : 0, palette.gap);
    bar(THERE, there / sent, palette.fail);
    bar(BACK, back / sent, palette.fail);
  }
}

/** Names of the lanes, and where they stand. */
export function seenLabels(): [text: string, y: number][] {
  const words = seenWords();
  return [[words.there, THERE.y + THERE.height / 2], [words.back, BACK.y + BACK.height / 2]];
}
