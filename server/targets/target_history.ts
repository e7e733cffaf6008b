import type { Target } from "@/shared/target.ts";
import { targetChanges } from "@/shared/target_changes.ts";
import type {
  HistoryQuestion,
  RevisionHead,
  TargetRevision,
  TargetStore,
} from "../domain/targets.ts";

/** Changes that are remembered: a revision never changes, and reading two lists costs. */
const REMEMBERED = 200;
/** Revisions that are looked through for one target. */
const LOOKED_THROUGH = 100;

/** Who changed what of the target list, out of its revisions. */
export class TargetHistory {
  /** The last one used is the last one here. */
  #known = new Map<number, Pick<TargetRevision, "count" | "changes">>();

  constructor(private readonly store: Pick<TargetStore, "listAt" | "revisionHeads">) {}

  async read({ limit, before, target }: HistoryQuestion): Promise<TargetRevision[]> {
    const looked = target === undefined ? limit : LOOKED_THROUGH;
    const found: TargetRevision[] = [];
    // The list before one revision is the list after the next: it is read once.
    const lists = new Map<number, readonly Target[]>();
    for (const head of await this.store.revisionHeads(before ?? null, looked)) {
      const revision = await this.#revision(head, lists);
      if (target === undefined || touches(revision, target)) found.push(revision);
      if (found.length === limit) break;
    }
    return found;
  }

  async #revision(
    head: RevisionHead,
    lists: Map<number, readonly Target[]>,
  ): Promise<TargetRevision> {
    const { revision } = head;
    let known = this.#known.get(revision);
    if (!known) {
      const after = lists.get(revision) ?? (await this.store.listAt(revision))?.targets ?? [];
      const before = (await this.store.listAt(revision - 1))?.targets ?? [];
      lists.clear();
      lists.set(revision - 1, before);
      known = { count: after.length, changes: targetChanges(before, after) };
    }
    this.#known.delete(revision);
    this.#known.set(revision, known);
    if (this.#known.size > REMEMBERED) this.#known.delete(this.#known.keys().next().value!);
    return { ...head, ...known };
  }
}

function touches({ changes: { added, removed, changed } }: TargetRevision, id: string): boolean {
  return [...added, ...removed, ...changed.map(({ after }) => after)].some((t) => t.id === id);
}
