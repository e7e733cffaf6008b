import type { Cell } from "@/shared/live/matrix.ts";
import { formatMs, formatPercent, formatRtt } from "@/components/text/format.ts";
import { stateWord } from "@/components/state/state_words.ts";
import { matrixWords } from "@/components/words/matrix.ts";

/**
 * The figure in a cell: the one that decided its state. Milliseconds when the RTT did, percent when
 * loss did; `null` for fail and no data, where the glyph says all.
 */
export function cellFigure(cell: Cell): string | null {
  if (cell.state === "fail" || cell.state === "nodata") return null;
  if (cell.state === "slow" && cell.lossPercent > 0) {
    return `${Math.max(1, Math.round(cell.lossPercent))}%`;
  }
  return cell.rttUs === null ? null : formatRtt(cell.rttUs);
}

/** The same for people who listen: `slow, 612 ms, 8.3 % lost in the last minute`. */
export function cellWords(cell: Cell): string {
  const words = [stateWord(cell.state)];
  if (cell.rttUs !== null) words.push(formatMs(cell.rttUs));
  if (cell.lossPercent > 0) {
    words.push(matrixWords().lostInMinute(formatPercent(cell.lossPercent)));
  }
  return words.join(matrixWords().comma);
}
