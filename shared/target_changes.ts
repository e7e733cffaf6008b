import type { Target } from "./target.ts";

/** What a new list of targets changed of the one before. Targets are the same by their id. */
export interface TargetChanges {
  added: Target[];
  removed: Target[];
  /** Those of which anything but the place in the list is another. */
  changed: { before: Target; after: Target }[];
}

/** Fields of a target that people set. */
export const TARGET_FIELDS = ["name", "address", "kind", "intervalMs", "warnMs", "group"] as const;

/** Fields in which two versions of a target differ. */
export function changedFields(before: Target, after: Target): typeof TARGET_FIELDS[number][] {
  return TARGET_FIELDS.filter((field) => before[field] !== after[field]);
}

export function targetChanges(
  before: readonly Target[],
  after: readonly Target[],
): TargetChanges {
  const was = new Map(before.map((target) => [target.id, target]));
  const is = new Set(after.map(({ id }) => id));
  const changes: TargetChanges = {
    added: [],
    removed: before.filter(({ id }) => !is.has(id)),
    changed: [],
  };
  for (const target of after) {
    const old = was.get(target.id);
    if (!old) changes.added.push(target);
    else if (changedFields(old, target).length) {
      changes.changed.push({ before: old, after: target });
    }
  }
  return changes;
}
