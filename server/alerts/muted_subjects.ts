import { type AlertWindow, inScope } from "@/shared/alerts.ts";
import type { AlertView } from "../domain/alerts.ts";

/**
 * Which subjects the open maintenance windows lie over. The targets are looked through once,
 * however many subjects are asked for.
 */
export function mutedSubjects(
  open: readonly AlertWindow[],
  targets: AlertView["targets"],
): (subject: string) => boolean {
  if (open.length === 0) return () => false;
  if (open.some(({ scope }) => scope.kind === "all")) return () => true;
  // Made at the first question: most beats have none.
  let bySubject: Map<string, AlertView["targets"][number][]> | null = null;
  const index = () => {
    const found = Map.groupBy(targets, ({ group }) => `group:${group}`);
    for (const target of targets) found.set(`target:${target.id}`, [target]);
    return found;
  };
  const known = new Map<string, boolean>();
  const judge = (subject: string) => {
    const over = (bySubject ??= index()).get(subject) ?? [];
    // A group is silent only when all of it is.
    return over.length > 0 &&
      open.some(({ scope }) => over.every((target) => inScope(scope, target)));
  };
  return (subject) => {
    let isMuted = known.get(subject);
    if (isMuted === undefined) known.set(subject, isMuted = judge(subject));
    return isMuted;
  };
}
