import type { TargetList } from "@/shared/target.ts";

/** The groups and targets that a rule can be about. */
export function scopeChoices({ targets }: TargetList) {
  const groups = [...new Set(targets.map(({ group }) => group))].filter(Boolean).sort();
  return { groups, targets: targets.map(({ id, name }) => ({ id, name })) };
}
