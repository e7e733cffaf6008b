import type { CellState } from "@/shared/cell_state.ts";
import { Glyph } from "@/components/state/Glyph.tsx";
import { matrixWords } from "@/components/words/matrix.ts";

const ORDER: readonly CellState[] = ["ok", "slow", "fail", "nodata"];

/** What each cell means. */
export function Legend() {
  const words = matrixWords();
  return (
    <div class="legend">
      {ORDER.map((state) => (
        <span>
          <span class={`swatch ${state}`}>
            <Glyph name={state} />
          </span>
          {words.meanings[state]}
        </span>
      ))}
      <span class="push faint wide">
        <kbd>←</kbd> <kbd>↑</kbd> <kbd>↓</kbd> <kbd>→</kbd> {words.move} &nbsp; <kbd>Enter</kbd>
        {" "}
        {words.open} &nbsp; <kbd>Esc</kbd> {words.close}
      </span>
    </div>
  );
}
