import type { Target } from "@/shared/target.ts";
import { changedFields } from "@/shared/target_changes.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { formatDuration } from "@/components/text/format.ts";
import { targetsWords } from "@/components/words/targets.ts";
import { fieldText } from "./field_text.ts";
import { IntervalSelect } from "./IntervalSelect.tsx";
import { type EditForm, type Problem, problemInWords } from "./target_form.ts";

/** The row that is being changed. */
export interface Editing {
  id: string;
  form: EditForm;
  problems: Problem[];
  /** The target as the person saw it. */
  seen: Target;
  /** What somebody else made of it meanwhile; `null` when they deleted it. */
  theirs?: Target | null;
}

/** What a page that has a script does with the keys and clicks on rows. */
export interface RowActions {
  onEdit(target: Target): void;
  onSave(form: HTMLFormElement): void;
  onCancel(): void;
  onSelect(id: string, on: boolean): void;
  onSelectAll(on: boolean): void;
}

interface TargetTableProps {
  targets: readonly Target[];
  revision: number;
  query: string;
  editing: Editing | null;
  selected: ReadonlySet<string>;
  /** `null` on the server: then links and forms do it. */
  actions: RowActions | null;
}

/** The target list; one row at a time is a form. Rows that are selected belong to form `bulk`. */
export function TargetTable(props: TargetTableProps) {
  const { targets, editing, selected, actions } = props, words = targetsWords();
  const all = targets.length > 0 && targets.every(({ id }) => selected.has(id));
  return (
    <table class="table stack targets">
      <thead>
        <tr>
          <th scope="col" class="pick">
            {actions
              ? (
                <input
                  type="checkbox"
                  aria-label={words.selectAll}
                  checked={all}
                  onChange={({ currentTarget }) => actions.onSelectAll(currentTarget.checked)}
                />
              )
              : <span class="sr">{words.selectAll}</span>}
          </th>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.address}</th>
          <th scope="col">{words.kind}</th>
          <th scope="col" class="num">{words.every}</th>
          <th scope="col" class="num">{words.slowOver}</th>
          <th scope="col">{words.group}</th>
          <th scope="col">
            <span class="sr">{words.change}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {targets.map((target) =>
          target.id === editing?.id
            ? <EditRow key={target.id} {...props} editing={editing} />
            : (
              <TargetRow
                key={target.id}
                target={target}
                query={props.query}
                selected={selected.has(target.id)}
                actions={actions}
              />
            )
        )}
      </tbody>
    </table>
  );
}

interface TargetRowProps {
  target: Target;
  query: string;
  selected: boolean;
  actions: RowActions | null;
}

function TargetRow({ target, query, selected, actions }: TargetRowProps) {
  const { id, name, address, kind, intervalMs, warnMs, group } = target;
  const words = targetsWords();
  const edit = actions && ((event: Event) => {
    event.preventDefault();
    actions.onEdit(target);
  });
  return (
    <tr id={id} onDblClick={edit ?? undefined}>
      <td class="pick">
        <input
          type="checkbox"
          form="bulk"
          name="id"
          value={id}
          checked={selected}
          aria-label={words.select(name)}
          onChange={({ currentTarget }) => actions?.onSelect(id, currentTarget.checked)}
        />
      </td>
      <td class="name">
        <b>
          <Visible text={name} />
        </b>
      </td>
      <td class="mono wrap">{address}</td>
      <td class="dim">{kind}</td>
      <td class="num" data-k={words.shortEvery}>{formatDuration(intervalMs)}</td>
      <td class="num" data-k={words.shortSlowOver}>{warnMs} ms</td>
      <td class="name">
        <Visible text={group} />
      </td>
      <td class="acts">
        <a class="btn quiet" href={editUrl(id, query)} onClick={edit ?? undefined}>
          {words.edit}
          <span class="sr">
            <Visible text={name} />
          </span>
        </a>
      </td>
    </tr>
  );
}

function EditRow(props: TargetTableProps & { editing: Editing }) {
  const { editing: { id, form, problems, seen, theirs }, revision, query, actions } = props;
  const words = targetsWords(), bad = problems.length > 0 || theirs !== undefined;
  const field = (name: string, label: string, value: string, more = "") => (
    <input
      form="edit"
      class={`input ${more}`}
      name={name}
      defaultValue={value}
      aria-label={label}
      aria-invalid={problems.length ? "true" : undefined}
      aria-describedby={bad ? "edit-problem" : undefined}
    />
  );
  return (
    <tr
      id={id}
      class="open edit"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !actions) return;
        event.preventDefault();
        actions.onCancel();
      }}
    >
      <td class="pick" />
      <td>{field("name", words.name, form.name)}</td>
      <td>
        {field("address", words.address, form.address, "mono")}
        {bad && (
          <div class="error" id="edit-problem" role="alert">
            {problems.length > 0 && <Visible text={problems.map(problemInWords).join("; ")} />}
            {theirs !== undefined && <Conflict seen={seen} theirs={theirs} />}
          </div>
        )}
      </td>
      <td class="dim">{words.asAddressSays}</td>
      <td>
        <IntervalSelect form="edit" label={words.every} value={form.intervalS} />
      </td>
      <td>{field("warn_ms", words.slowOverLong, form.warnMs, "num short")}</td>
      <td>{field("group", words.group, form.group)}</td>
      <td class="acts">
        <form
          id="edit"
          method="post"
          action="/admin/targets"
          onSubmit={(event) => {
            // A deletion goes to the server and comes back with the list and its undo.
            const by = event.submitter?.getAttribute("value");
            if (!actions || by === "remove") return;
            event.preventDefault();
            actions.onSave(event.currentTarget);
          }}
        >
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="q" value={query} />
          <input type="hidden" name="revision" value={revision} />
          <button
            type="submit"
            name="action"
            value="edit"
            class="btn main"
            disabled={theirs === null}
          >
            {words.save}
          </button>{" "}
          <a
            class="btn quiet"
            href={`${listUrl(query)}#${id}`}
            onClick={(event) => {
              if (!actions) return;
              event.preventDefault();
              actions.onCancel();
            }}
          >
            {words.cancel}
          </a>{" "}
          <button type="submit" name="action" value="remove" class="btn danger">
            {words.delete}
          </button>
        </form>
      </td>
    </tr>
  );
}

/** What somebody else did to the target that is being changed. */
function Conflict({ seen, theirs }: { seen: Target; theirs: Target | null }) {
  const words = targetsWords();
  if (theirs === null) return <>{words.conflictGone}</>;
  return (
    <>
      {words.conflict}
      <ul>
        {changedFields(seen, theirs).map((field) => (
          <li key={field}>
            {words.fields[field]}: <Visible text={fieldText(seen, field)} /> →{" "}
            <b>
              <Visible text={fieldText(theirs, field)} />
            </b>
          </li>
        ))}
      </ul>
      {words.conflictChoice}
    </>
  );
}

/** The page of the list, with its filter. */
export function listUrl(query: string): string {
  return query ? `/admin/targets?q=${encodeURIComponent(query)}` : "/admin/targets";
}

function editUrl(id: string, query: string): string {
  const params = new URLSearchParams({ ...(query ? { q: query } : {}), edit: id });
  return `/admin/targets?${params}#${id}`;
}
