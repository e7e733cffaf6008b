import type { Target } from "@/shared/target.ts";

/** Targets with every word of `query` in their name, address, group or kind, whatever the case. */
export function filterTargets(targets: readonly Target[], query: string): readonly Target[] {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== "");
  if (!words.length) return targets;
  return targets.filter(({ name, address, group, kind }) => {
    const text = `${name}\n${address}\n${group}\n${kind}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
