import { z } from "zod";
import { Refusal } from "@/shared/refusal.ts";
import type { Target, TargetInput, TargetList } from "@/shared/target.ts";
import type { TargetRevision } from "../domain/targets.ts";

/** The list as the API shows it. */
export function targetListJson({ revision, targets }: TargetList) {
  return { revision, targets: targets.map(targetJson) };
}

function targetJson({ id, address, name, kind, intervalMs, warnMs, group }: Target) {
  return { id, address, name, kind, interval_ms: intervalMs, warn_ms: warnMs, group };
}

/** One change of the list as the API shows it. */
export function targetRevisionJson({ revision, atMs, by, count, changes }: TargetRevision) {
  return {
    revision,
    t: new Date(atMs).toISOString(),
    by,
    count,
    added: changes.added.map(targetJson),
    removed: changes.removed.map(targetJson),
    changed: changes.changed.map(({ before, after }) => ({
      before: targetJson(before),
      after: targetJson(after),
    })),
  };
}

/**
 * A target as a program sends it; what the fields may hold is checked with the list. `id` is taken
 * and not used, so that what `GET` gave can be sent back.
 */
const input = z.strictObject({
  id: z.string().optional(),
  address: z.string().optional(),
  name: z.string().optional(),
  kind: z.string().optional(),
  interval_ms: z.number().optional(),
  warn_ms: z.number().optional(),
  group: z.string().optional(),
});

/** A bare address stands for a target of that address. */
export const targetInputJson = z.union([z.string(), input], {
  error: "a target is an address or an object with one",
});

/** The whole list, as an array or as `{"targets": […]}`. */
export const targetListInputJson = z.union([
  z.array(targetInputJson),
  z.strictObject({ revision: z.number().optional(), targets: z.array(targetInputJson) }),
], { error: 'the body is a list of targets, or {"targets": [...]}' });

export function toTargetInput(value: z.output<typeof targetInputJson>): unknown {
  if (typeof value === "string") return { address: value };
  const { warn_ms: warnMs, interval_ms: intervalMs, id: _id, ...rest } = value;
  return {
    ...rest,
    ...(intervalMs === undefined ? {} : { intervalMs }),
    ...(warnMs === undefined ? {} : { warnMs }),
  } as TargetInput;
}

export function toTargetInputs(value: z.output<typeof targetListInputJson>): unknown[] {
  const list = Array.isArray(value) ? value : value.targets;
  if (list.length > 100_000) throw new Refusal("invalid", "the list is far too long");
  return list.map(toTargetInput);
}
