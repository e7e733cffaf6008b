import { Moment } from "@/components/text/Moment.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { targetsWords } from "@/components/words/targets.ts";
import type { LastChange } from "./targets_answer.ts";

/** Who changed the list last, and the way back. */
export function LastChangeLine({ last, query }: { last: LastChange; query: string }) {
  const words = targetsWords(), { revision, by, atMs, added, removed, changed } = last;
  return (
    <form method="post" action="/admin/targets" class="last-change small dim">
      <span>
        {words.lastChange} <Visible text={words.by(by)} />, <Moment atMs={atMs} />:{" "}
        {words.summary(added, removed, changed)}
      </span>
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="to" value={revision - 1} />
      <input type="hidden" name="q" value={query} />
      {revision > 1 && (
        <button type="submit" class="btn" name="action" value="restore">{words.undo}</button>
      )}
      <a href="/admin/targets/history">{words.allChanges}</a>
    </form>
  );
}
