import { rateProblem } from "@/shared/probe_rate.ts";
import { MAX_TARGETS, type TargetList } from "@/shared/target.ts";

/**
 * The agent's own limits on what a server may ask of it, whatever the server checks.
 * @throws {RangeError} that says what is wrong with the list
 */
export function checkList({ targets }: TargetList): void {
  if (targets.length > MAX_TARGETS) {
    throw new RangeError(`a list has at most ${MAX_TARGETS} targets, not ${targets.length}`);
  }
  const ids = new Set<string>();
  for (const { id } of targets) {
    if (ids.has(id)) throw new RangeError(`${id} is twice on the list`);
    ids.add(id);
  }
  const problem = rateProblem(targets);
  if (problem) throw new RangeError(problem);
}
