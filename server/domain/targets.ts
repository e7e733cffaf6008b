import type { Target, TargetList } from "@/shared/target.ts";
import type { TargetChanges } from "@/shared/target_changes.ts";

/** An address an administrator may want to probe; nothing is probed before a click. */
export interface Suggestion {
  address: string;
  name: string;
  /** Why it is offered, such as "default gateway of this machine". */
  why: string;
}

/**
 * Revisions of the list that a change is meant for: on any other it is refused with
 * "precondition_failed". `null` for any.
 */
export type RevisionsWanted = readonly number[] | null;

/**
 * `inputs` are as people typed them: unknown until checked against `targetInputSchema`. A refusal
 * names each bad one by its place in the list and changes nothing.
 */
export interface TargetsService {
  current(): TargetList;
  add(inputs: unknown[], by: string, wanted?: RevisionsWanted): Promise<TargetList>;
  edit(id: string, change: unknown, by: string, wanted?: RevisionsWanted): Promise<TargetList>;
  remove(id: string, by: string, wanted?: RevisionsWanted): Promise<TargetList>;
  /** The whole list. A target whose address stays keeps its id and its history. */
  replace(inputs: unknown[], by: string, wanted?: RevisionsWanted): Promise<TargetList>;
  /** The same change for several; all of them or none. */
  editMany(
    ids: readonly string[],
    change: unknown,
    by: string,
    wanted?: RevisionsWanted,
  ): Promise<TargetList>;
  removeMany(ids: readonly string[], by: string, wanted?: RevisionsWanted): Promise<TargetList>;
  /** A list as it was; `null` for a revision that never was. */
  revision(revision: number): Promise<TargetList | null>;
  /** Makes an earlier list the next one; its targets get their ids and so their history back. */
  restore(revision: number, by: string, wanted?: RevisionsWanted): Promise<TargetList>;
  /** Who changed what, newest first. */
  history(question: HistoryQuestion): Promise<TargetRevision[]>;
  suggestions(): Suggestion[];
}

export interface HistoryQuestion {
  /** Answers at most. */
  limit: number;
  /** Only revisions before this one. */
  before?: number;
  /** Only changes of this target, of the newest 100 revisions. */
  target?: string;
}

/** Who saved a revision of the list, and when. */
export interface RevisionHead {
  revision: number;
  by: string;
  atMs: number;
}

/** One change of the list. */
export interface TargetRevision extends RevisionHead {
  /** Targets on the list since then. */
  count: number;
  changes: TargetChanges;
}

/** A target before it is stored: an empty id asks for a new one. */
export type TargetDraft = Omit<Target, "id"> & { id: string | null };

export interface TargetStore {
  /** `null` on the first start: there is no list yet. */
  currentList(): Promise<TargetList | null>;
  /** Stores the list as the next revision and gives ids to new targets. One transaction. */
  saveList(targets: TargetDraft[], by: string, nowMs: number): Promise<TargetList>;
  /** A list as it was; `null` for a revision that never was. */
  listAt(revision: number): Promise<TargetList | null>;
  /** Newest first; only those before `before`, or all with `null`. */
  revisionHeads(before: number | null, limit: number): Promise<RevisionHead[]>;
  /** Ids in the order of a revision, as rounds refer to them; `null` for one never given out. */
  targetIdsOf(revision: number): Promise<string[] | null>;
}
