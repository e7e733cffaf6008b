import type { Cell } from "@/shared/live/matrix.ts";
import { STATES_BY_URGENCY } from "@/components/state/state_words.ts";

/** Indexes of `cells`, the worst state first, in it the most lost and then the slowest. */
export function worstFirst(cells: readonly Cell[]): number[] {
  const rank = ({ state }: Cell) => STATES_BY_URGENCY.indexOf(state);
  return [...cells.keys()].sort((a, b) =>
    rank(cells[a]) - rank(cells[b]) || cells[b].lossPercent - cells[a].lossPercent ||
    (cells[b].rttUs ?? 0) - (cells[a].rttUs ?? 0)
  );
}
