import { CELL_STATES, type CellState } from "@/shared/cell_state.ts";
import { Glyph } from "@/components/state/Glyph.tsx";
import { STATES_BY_URGENCY, stateWord } from "@/components/state/state_words.ts";
import { formatCount } from "@/components/text/format.ts";
import { matrixWords } from "@/components/words/matrix.ts";
import { MATRIX_SORTS, type MatrixQuery, type MatrixSort } from "./matrix_query.ts";

interface MatrixToolsProps {
  query: MatrixQuery;
  counts: Record<CellState, number>;
  /** Marks the page as frozen. */
  paused: boolean;
  onChange(query: MatrixQuery): void;
}

/** Filter by text and state, order, size of the cells, picture, table or wall. */
export function MatrixTools({ query, counts, paused, onChange }: MatrixToolsProps) {
  const words = matrixWords();
  const change = (part: Partial<MatrixQuery>) => onChange({ ...query, ...part });
  return (
    <form
      method="get"
      action="/"
      class={paused ? "tools frozen" : "tools"}
      onSubmit={(event) => event.preventDefault()}
    >
      <input
        class="input lookup"
        type="search"
        name="filter"
        placeholder={words.filter}
        aria-label={words.filter}
        maxlength={200}
        value={query.filter}
        onInput={(event) => change({ filter: event.currentTarget.value })}
      />
      {/* Without script, Enter presses the first button of a form, and each button says what changes. */}
      <button type="submit" class="btn plain-only">{words.apply}</button>
      <span class="seg" role="group" aria-label={words.statesShown}>
        {STATES_BY_URGENCY.map((state) => (
          <button
            type="submit"
            name="hide"
            value={toggled(query.hidden, state).join()}
            aria-pressed={!query.hidden.includes(state)}
            onClick={() => change({ hidden: toggled(query.hidden, state) })}
          >
            <Glyph name={state} class={state} />
            {formatCount(counts[state])} {stateWord(state)}
          </button>
        ))}
      </span>
      <button
        type="submit"
        name="hide"
        value={toggled(query.hidden, "ok").join()}
        class="btn"
        aria-pressed={query.hidden.includes("ok")}
        onClick={() => change({ hidden: toggled(query.hidden, "ok") })}
      >
        {query.hidden.includes("ok") ? words.showHealthy : words.hideHealthy}
      </button>
      <select
        class="select"
        name="sort"
        aria-label={words.order}
        value={query.sort}
        onChange={(event) => change({ sort: event.currentTarget.value as MatrixSort })}
      >
        {MATRIX_SORTS.map((sort) => (
          <option value={sort} selected={sort === query.sort}>{words.sorts[sort]}</option>
        ))}
      </select>
      <span class="push state">
        {!query.asTable && (
          <span class="seg" role="group" aria-label={words.cellSize}>
            {(["S", "M"] as const).map((size) => (
              <button
                type="submit"
                name="size"
                value={size}
                aria-pressed={query.size === size}
                onClick={() => change({ size })}
              >
                {size}
              </button>
            ))}
          </span>
        )}
        <button
          type="submit"
          name="view"
          value={query.asTable ? "picture" : "table"}
          class="btn quiet"
          onClick={() => change({ asTable: !query.asTable })}
        >
          {query.asTable ? words.asMatrix : words.asTable}
        </button>
        <button
          type="submit"
          name="wall"
          value="1"
          class="btn quiet wide"
          onClick={() => change({ wall: true })}
        >
          {words.fullScreen}
        </button>
      </span>
      {/* What stays as it is, behind what changes: the first of a name counts. */}
      <input type="hidden" name="hide" value={query.hidden.join()} />
      <input type="hidden" name="size" value={query.size} />
      <input type="hidden" name="view" value={query.asTable ? "table" : "picture"} />
    </form>
  );
}

function toggled(hidden: readonly CellState[], state: CellState): CellState[] {
  return CELL_STATES.filter((other) => hidden.includes(other) !== (other === state));
}
