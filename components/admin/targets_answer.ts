import type { Target, TargetKind, TargetList } from "@/shared/target.ts";
import type { TargetChanges } from "@/shared/target_changes.ts";

/** Who changed the list last, and how much. */
export interface LastChange {
  revision: number;
  by: string;
  atMs: number;
  added: number;
  removed: number;
  changed: number;
}

type Fields = Record<string, unknown>;

/** The list in an answer of `/api/v1/targets`; throws a `TypeError`. */
export function targetListOf(answer: unknown): TargetList {
  const { revision, targets } = (answer ?? {}) as Fields;
  if (typeof revision !== "number" || !Array.isArray(targets)) {
    throw new TypeError("the answer holds no list of targets");
  }
  return { revision, targets: targets.map(targetOf) };
}

function targetOf(fields: Fields): Target {
  return {
    id: String(fields.id),
    address: String(fields.address),
    name: String(fields.name),
    kind: fields.kind as TargetKind,
    intervalMs: Number(fields.interval_ms),
    warnMs: Number(fields.warn_ms),
    group: String(fields.group),
  };
}

/** One change of the target list, as `/api/v1/targets/revisions` tells it. */
export interface ListChange {
  atMs: number;
  by: string;
  revision: number;
  changes: TargetChanges;
}

/** The changes in such an answer, newest first; throws a `TypeError`. */
export function listChangesOf(answer: unknown): ListChange[] {
  const { revisions } = (answer ?? {}) as Fields;
  if (!Array.isArray(revisions)) throw new TypeError("the answer holds no revisions");
  return revisions.map((fields: Fields) => ({
    atMs: Date.parse(String(fields.t)),
    by: String(fields.by),
    revision: Number(fields.revision),
    changes: {
      added: (fields.added as Fields[]).map(targetOf),
      removed: (fields.removed as Fields[]).map(targetOf),
      changed: (fields.changed as Record<"before" | "after", Fields>[]).map((one) => ({
        before: targetOf(one.before),
        after: targetOf(one.after),
      })),
    },
  }));
}

export function lastChangeOf({ revision, by, atMs, changes }: ListChange): LastChange {
  const { added, removed, changed } = changes;
  return {
    revision,
    by,
    atMs,
    added: added.length,
    removed: removed.length,
    changed: changed.length,
  };
}
