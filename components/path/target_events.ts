import { changedFields } from "@/shared/target_changes.ts";
import { fieldText } from "@/components/admin/field_text.ts";
import type { ListChange } from "@/components/admin/targets_answer.ts";
import { pathWords } from "@/components/words/path.ts";
import { targetsWords } from "@/components/words/targets.ts";
import type { PathEvent } from "./path_events.ts";

/** What people did to the target of a path in `fromMs <= t <= toMs`, newest first, at most `limit`. */
export function targetEvents(
  revisions: readonly ListChange[],
  targetId: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  limit: number,
): PathEvent[] {
  const events: PathEvent[] = [];
  for (const { atMs, by, changes } of revisions) {
    const text = atMs >= fromMs && atMs <= toMs ? tell(changes, targetId, by) : null;
    if (text !== null) events.push({ atMs, state: "nodata", text });
  }
  return events.slice(0, limit);
}

function tell(changes: ListChange["changes"], targetId: string, who: string): string | null {
  const { added, removed, changed } = changes, path = pathWords(), words = targetsWords();
  const by = words.by(who), isIt = ({ id }: { id: string }) => id === targetId;
  if (added.some(isIt)) return path.targetAdded(by);
  if (removed.some(isIt)) return path.targetRemoved(by);
  const change = changed.find(({ after }) => isIt(after));
  if (!change) return null;
  const { before, after } = change;
  const what = changedFields(before, after).map((field) => {
    const change = words.changedTo(fieldText(before, field), fieldText(after, field));
    return `${words.fields[field]} ${change}`;
  });
  return path.targetChanged(by, what.join(", "));
}
