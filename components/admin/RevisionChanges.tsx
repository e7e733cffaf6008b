import { type ComponentChildren, Fragment } from "preact";
import type { Target } from "@/shared/target.ts";
import { changedFields, type TargetChanges } from "@/shared/target_changes.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { targetsWords } from "@/components/words/targets.ts";
import { fieldText } from "./field_text.ts";

/** Changes that are shown of one revision; the others are counted. */
const MAX_SHOWN = 12;

/** What one revision changed: targets that came and went, and each field before and after. */
export function RevisionChanges({ changes }: { changes: TargetChanges }) {
  const words = targetsWords(), { added, removed, changed } = changes;
  const lines: ComponentChildren[] = [
    ...added.map((target) => <Line key={target.id} mark="+" word={words.added} target={target} />),
    ...removed.map((target) => (
      <Line key={target.id} mark="−" word={words.deleted} target={target} />
    )),
    ...changed.map(({ before, after }) => (
      <Fragment key={after.id}>
        <b>
          <Visible text={before.name} />
        </b>
        {changedFields(before, after).map((field) => (
          <span key={field} class="diff">
            <span class="faint">{words.fields[field]}</span>{" "}
            <Visible text={fieldText(before, field)} /> → <Visible text={fieldText(after, field)} />
          </span>
        ))}
      </Fragment>
    )),
  ];
  return (
    <ul class="revision-changes">
      {lines.slice(0, MAX_SHOWN).map((line, n) => <li key={n}>{line}</li>)}
      {lines.length > MAX_SHOWN && (
        <li class="faint">{words.moreChanges(lines.length - MAX_SHOWN)}</li>
      )}
    </ul>
  );
}

function Line({ mark, word, target }: { mark: string; word: string; target: Target }) {
  return (
    <>
      <span class="mark" aria-hidden="true">{mark}</span>
      <span class="sr">{word}</span>
      <b>
        <Visible text={target.name} />
      </b>{" "}
      {target.name !== target.address && <code class="wrap">{target.address}</code>}
    </>
  );
}
