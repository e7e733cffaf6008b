import type { CellState } from "@/shared/cell_state.ts";
import { stateWords } from "@/components/words/state.ts";

/** Most urgent first: the order of filters, lists and sentences. */
export const STATES_BY_URGENCY: readonly CellState[] = ["fail", "slow", "nodata", "ok"];

/** What people read for a state. */
export function stateWord(state: CellState): string {
  return stateWords()[state];
}
