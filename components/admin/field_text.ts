import type { Target } from "@/shared/target.ts";
import type { TARGET_FIELDS } from "@/shared/target_changes.ts";
import { formatDuration } from "@/components/text/format.ts";
import { targetsWords } from "@/components/words/targets.ts";

/** A field of a target as people read it. */
export function fieldText(target: Target, field: typeof TARGET_FIELDS[number]): string {
  if (field === "intervalMs") return formatDuration(target.intervalMs);
  if (field === "warnMs") return `${target.warnMs} ms`;
  return target[field] || targetsWords().nothing;
}
