import { z } from "zod";
import {
  kindOfAddress,
  TARGET_KINDS,
  targetAddressProblem,
  type TargetKind,
} from "./target_address.ts";

/** A round, and how often a target is probed when it names no interval of its own, in ms. */
export const DEFAULT_INTERVAL_MS = 5_000;
/** The longest interval of a target, in milliseconds. */
export const MAX_INTERVAL_MS = 3_600_000;
/** RTT above which a path is *slow* when its target names no limit of its own, in milliseconds. */
export const DEFAULT_WARN_MS = 200;
/** Targets one list may hold; an agent refuses a longer one. */
export const MAX_TARGETS = 20_000;

export type { TargetKind } from "./target_address.ts";

/** One line of the central target list. */
export interface Target {
  /** `target_1`, `target_2` …: given by the server, never used again for another target. */
  id: string;
  /** IP literal or host name (`icmp`), the same with a port (`tcp`), or a URL (`http`). */
  address: string;
  /** What people call it; the address where nobody gave a name. */
  name: string;
  kind: TargetKind;
  /** Time between two probes in milliseconds: a multiple of a round, at most an hour. */
  intervalMs: number;
  /** RTT above this is slow, in milliseconds. */
  warnMs: number;
  /** Heading under which the matrix shows it; empty for none. */
  group: string;
}

// Names travel to pages and logs: a control character in one is never a person's intention.
const label = (max: number) =>
  // deno-lint-ignore no-control-regex -- finding control characters is the point
  z.string().trim().max(max).regex(/^[^\u0000-\u001f\u007f]*$/, "must not hold control characters");

const intervalMs = z.number().int().min(DEFAULT_INTERVAL_MS).max(MAX_INTERVAL_MS)
  .multipleOf(DEFAULT_INTERVAL_MS, "the interval is a multiple of 5000 ms");

const inputShape = z.strictObject({
  address: z.string().trim(),
  name: label(200).optional(),
  /** Told by the address when it is not given, see `kindOfAddress`. */
  kind: z.enum(TARGET_KINDS, { error: "kind must be icmp, tcp or http" }).optional(),
  intervalMs: intervalMs.optional(),
  warnMs: z.number().positive().max(60_000).optional(),
  group: label(100).optional(),
});

const addressFitsKind: z.core.CheckFn<{ address: string; kind?: TargetKind }> = (ctx) => {
  const { address, kind = kindOfAddress(address) } = ctx.value;
  const message = targetAddressProblem(kind, address);
  if (message) ctx.issues.push({ code: "custom", message, path: ["address"], input: address });
};

/** What a person may say of a target; the server adds the id. */
export const targetInputSchema = inputShape.check(addressFitsKind);
export type TargetInput = z.input<typeof targetInputSchema>;

/** A change of a target: what is not named stays. The changed target is to be checked again. */
export const targetChangeSchema = inputShape.partial();

/** A target as agents receive it. */
export const targetSchema = z.strictObject({
  id: z.string().min(1).max(64),
  address: z.string(),
  name: z.string().max(200),
  kind: z.enum(TARGET_KINDS),
  intervalMs,
  warnMs: z.number().positive(),
  group: z.string().max(100),
}).check(addressFitsKind);

/** The list as one value: agents and stored rounds refer to it by its revision. */
export interface TargetList {
  /** Grows by one with every change. */
  revision: number;
  targets: Target[];
}
