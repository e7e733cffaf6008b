import { formatCount } from "@/components/text/format.ts";
import { targetsWords } from "@/components/words/targets.ts";
import { IntervalSelect } from "./IntervalSelect.tsx";

interface TargetToolsProps {
  query: string;
  shown: number;
  all: number;
  revision: number;
  /** How many are selected; `null` where no script counts. */
  selected: number | null;
  onQuery: ((query: string) => void) | null;
}

/** The filter, and what is done to all selected targets at once. */
export function TargetTools({ query, shown, all, revision, selected, onQuery }: TargetToolsProps) {
  const words = targetsWords(), none = selected === 0;
  return (
    <div class="target-tools">
      <form
        method="get"
        action="/admin/targets"
        role="search"
        aria-label={words.title}
        onSubmit={(event) => onQuery && event.preventDefault()}
      >
        <input
          class="input"
          type="search"
          name="q"
          defaultValue={query}
          aria-label={words.filter}
          placeholder={words.filterHint}
          onInput={({ currentTarget }) => onQuery?.(currentTarget.value)}
        />
        {!onQuery && <button type="submit" class="btn">{words.show}</button>}
        <span class="faint small" role="status">
          {words.shown(formatCount(shown), formatCount(all))}
        </span>
      </form>
      <form id="bulk" method="post" action="/admin/targets">
        <input type="hidden" name="revision" value={revision} />
        <input type="hidden" name="q" value={query} />
        {selected !== null && (
          <span class="faint small" role="status">{words.selected(selected)}</span>
        )}
        <span class="joined">
          <input
            class="input"
            name="bulk_group"
            maxLength={100}
            aria-label={words.newGroup}
            placeholder={words.newGroup}
          />
          <button type="submit" class="btn" name="action" value="set_group" disabled={none}>
            {words.setGroup}
          </button>
        </span>
        <span class="joined">
          <IntervalSelect name="bulk_interval_s" label={words.newInterval} value="" />
          <button type="submit" class="btn" name="action" value="set_interval" disabled={none}>
            {words.setInterval}
          </button>
        </span>
        <button
          type="submit"
          class="btn danger"
          name="action"
          value="remove_selected"
          disabled={none}
        >
          {words.deleteSelected}
        </button>
      </form>
    </div>
  );
}
