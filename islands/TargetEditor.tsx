import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Target, TargetList } from "@/shared/target.ts";
import { EmptyTargets } from "@/components/admin/EmptyTargets.tsx";
import { filterTargets } from "@/components/admin/filter_targets.ts";
import { LastChangeLine } from "@/components/admin/LastChangeLine.tsx";
import { changeOf, editFormOf, readEditForm } from "@/components/admin/target_form.ts";
import { type Editing, listUrl, TargetTable } from "@/components/admin/TargetTable.tsx";
import { TargetTools } from "@/components/admin/TargetTools.tsx";
import type { LastChange } from "@/components/admin/targets_answer.ts";
import { useTargetList } from "@/components/admin/use_target_list.ts";
import { formatCount } from "@/components/text/format.ts";
import { targetsWords } from "@/components/words/targets.ts";

interface TargetEditorProps {
  list: TargetList;
  last: LastChange | null;
  query: string;
  editing: Editing | null;
}

/** The target list: filter, selection, and each row changed in its place. */
export default function TargetEditor(props: TargetEditorProps) {
  const words = targetsWords();
  const { list, last, stale, othersChanged, live, save } = useTargetList(props.list, props.last);
  const query = useSignal(props.query), editing = useSignal(props.editing);
  const selected = useSignal<ReadonlySet<string>>(new Set());
  const box = useRef<HTMLDivElement>(null);
  const shown = filterTargets(list.value.targets, query.value);
  // What is hidden or gone is not selected: nothing unseen is changed.
  const picked = new Set(shown.map(({ id }) => id).filter((id) => selected.value.has(id)));
  const close = () => {
    const id = editing.value?.id;
    editing.value = null;
    if (id) focusSoon(() => box.current?.querySelector(`[id="${CSS.escape(id)}"] a`));
  };
  const onSave = async (element: HTMLFormElement) => {
    const { id, seen, theirs } = editing.value!, form = readEditForm(new FormData(element));
    // Who saves after a conflict has seen what the others did, and overwrites that.
    const known = theirs ?? seen;
    const saved = await save(known, changeOf(form)).catch((error: Error) => ({
      done: false as const,
      problems: [error.message],
    }));
    if (saved.done) return close();
    if ("now" in saved) editing.value = { id, form, seen: known, problems: [], theirs: saved.now };
    else {
      const problems = saved.problems.map((message) => ({ message }));
      editing.value = { id, form, seen: known, problems };
    }
  };
  // Before anything else can happen: the next key is meant for the field.
  useLayoutEffect(() => {
    box.current?.querySelector<HTMLInputElement>("tr.edit input[name=name]")?.focus();
  }, [editing.value?.id]);
  const actions = live.value
    ? {
      onEdit: (target: Target) =>
        editing.value = { id: target.id, form: editFormOf(target), problems: [], seen: target },
      onSave,
      onCancel: close,
      onSelect: (id: string, on: boolean) => {
        const next = new Set(selected.value);
        if (on) next.add(id);
        else next.delete(id);
        selected.value = next;
      },
      onSelectAll: (on: boolean) => selected.value = new Set(on ? shown.map(({ id }) => id) : []),
    }
    : null;
  const onQuery = (text: string) => {
    query.value = text;
    history.replaceState(null, "", listUrl(text.trim()));
  };
  const { revision, targets } = list.value;
  return (
    <section class="sect" aria-label={words.title} ref={box} data-live={live.value ? "live" : null}>
      <div class="sect-head">
        <h2>{words.title}</h2>
        <span class="faint small">{words.onList(formatCount(targets.length), revision)}</span>
      </div>
      {last.value && <LastChangeLine last={last.value} query={query.value} />}
      {stale.value && <p class="error" role="alert">{words.stale}</p>}
      {othersChanged.value && <p class="small dim" role="status">{words.othersChanged}</p>}
      {targets.length === 0 ? <EmptyTargets /> : (
        <>
          <TargetTools
            query={query.value}
            shown={shown.length}
            all={targets.length}
            revision={revision}
            selected={live.value ? picked.size : null}
            onQuery={live.value ? onQuery : null}
          />
          <div onKeyDown={moveBetweenRows}>
            <TargetTable
              targets={withEdited(shown, editing.value)}
              revision={revision}
              query={query.value}
              editing={editing.value}
              selected={picked}
              actions={actions}
            />
          </div>
          {shown.length === 0 && <p class="dim">{words.noneFits}</p>}
          {live.value && <p class="small faint">{words.keys}</p>}
        </>
      )}
    </section>
  );
}

/** A row that somebody deleted or that no longer fits the filter stays while a person types in it. */
function withEdited(shown: readonly Target[], editing: Editing | null): readonly Target[] {
  if (!editing || shown.some(({ id }) => id === editing.id)) return shown;
  return [editing.seen, ...shown];
}

/** Up and down on what acts on a row go to the same of the next row. */
function moveBetweenRows(event: KeyboardEvent): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const at = event.target as HTMLElement;
  if (step === 0 || !at.matches("td.pick input, td.acts a")) return;
  const kind = at.matches("input") ? "td.pick input" : "td.acts a";
  let row = at.closest("tr");
  do row = (step > 0 ? row?.nextElementSibling : row?.previousElementSibling) as typeof row; while (
    row && !row.querySelector(kind)
  );
  event.preventDefault();
  row?.querySelector<HTMLElement>(kind)?.focus();
}

/** Focuses what is drawn in the next moment. */
function focusSoon(find: () => Element | null | undefined): void {
  requestAnimationFrame(() => (find() as HTMLElement | null | undefined)?.focus());
}
