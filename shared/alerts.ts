import { z } from "zod";

/** The longest stretch of rounds a rule looks at: 32 of 5 s are 160 s. */
export const MAX_ROUNDS = 32;
/** How many rules, channels and windows there may be. */
export const MAX_RULES = 200;
export const MAX_CHANNELS = 50;
export const MAX_WINDOWS = 500;

// Names travel to pages, mails and chats: a control character in one is never a person's intention.
const label = (max: number) =>
  z.string().trim().min(1).max(max).regex(
    // deno-lint-ignore no-control-regex -- see above
    /^[^\u0000-\u001f\u007f]*$/,
    "must not hold control characters",
  );
const id = z.number().int().positive();

/** What makes one path bad in one round. */
export const conditionSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("loss"),
    percent: z.number().min(0.1).max(100).describe("Lost share of the last minute, at least"),
  }),
  z.strictObject({
    kind: z.literal("rtt"),
    percentile: z.union([z.literal(50), z.literal(90), z.literal(95), z.literal(99)]),
    ms: z.number().positive().max(60_000).describe("Percentile of the last minute, above"),
  }),
  z.strictObject({
    kind: z.literal("state"),
    states: z.array(z.enum(["slow", "fail"])).min(1).max(2),
  }),
  z.strictObject({ kind: z.literal("nodata") }),
]);

/** Which targets a rule or a window is about. */
export const scopeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("group"), group: z.string().max(100) }),
  z.strictObject({ kind: z.literal("target"), target: z.string().min(1).max(64) }),
]);

/** A rule as people send it. */
export const ruleInputSchema = z.strictObject({
  name: label(100),
  enabled: z.boolean().default(true),
  severity: z.enum(["warning", "critical"]).default("warning"),
  condition: conditionSchema,
  scope: scopeSchema.default({ kind: "all" }),
  per: z.enum(["target", "group"]).default("target")
    .describe("One alert for each target, or one for all targets of a group"),
  rounds: z.strictObject({
    bad: z.number().int().min(1).max(MAX_ROUNDS),
    of: z.number().int().min(1).max(MAX_ROUNDS),
  }).default({ bad: 3, of: 3 }).describe("Bad in so many of the last rounds"),
  agents: z.number().int().min(1).max(10_000).default(1)
    .describe("So many agents must see it"),
  clear_rounds: z.number().int().min(1).max(1_000).default(3)
    .describe("Good rounds in a row before it clears"),
  channels: z.array(id).max(MAX_CHANNELS).default([]),
}).refine(({ rounds: { bad, of } }) => bad <= of, {
  path: ["rounds", "bad"],
  message: "must not be more than the rounds it is counted in",
});
export type AlertRuleInput = z.output<typeof ruleInputSchema>;
export type AlertRule = AlertRuleInput & { id: number };
export type Condition = AlertRule["condition"];
export type Scope = AlertRule["scope"];

const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http or https address" }).max(
  2_000,
);
const secret = z.string().max(500).optional().describe(
  "Never given out again; left out: as before",
);
const web = {
  name: label(100),
  enabled: z.boolean().default(true),
  url: httpUrl,
  allow_private: z.boolean().default(false)
    .describe("May lie on a private or loopback address"),
};

/** Where messages go. */
export const channelInputSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("webhook"), ...web, secret }),
  z.strictObject({ kind: z.literal("slack"), ...web }),
  z.strictObject({ kind: z.literal("teams"), ...web }),
  z.strictObject({ kind: z.literal("discord"), ...web }),
  z.strictObject({ kind: z.literal("ntfy"), ...web, secret }),
  z.strictObject({
    kind: z.literal("email"),
    name: label(100),
    enabled: z.boolean().default(true),
    host: z.string().regex(/^[A-Za-z0-9_.:-]{1,253}$/, "must be a host name or an address"),
    port: z.number().int().min(1).max(65_535).default(587),
    tls: z.enum(["starttls", "tls", "none"]).default("starttls"),
    user: z.string().max(200).optional(),
    secret,
    from: z.email().max(254),
    to: z.array(z.email().max(254)).min(1).max(50),
    allow_private: z.boolean().default(false)
      .describe("May lie on a private or loopback address"),
  }),
]);
export type ChannelInput = z.output<typeof channelInputSchema>;
export type Channel = ChannelInput & { id: number };

/** Time in which nobody is told of what begins. */
export const windowInputSchema = z.strictObject({
  name: label(100),
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  repeat: z.enum(["none", "daily", "weekly"]).default("none").describe("In UTC"),
  scope: scopeSchema.default({ kind: "all" }),
}).refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
  path: ["to"],
  message: "must be after the beginning",
});
export type AlertWindowInput = z.output<typeof windowInputSchema>;
export type AlertWindow = AlertWindowInput & { id: number };

const DAY_MS = 86_400_000;

/** Whether a window is open. @param nowMs Unix time in milliseconds */
export function isOpen({ from, to, repeat }: AlertWindowInput, nowMs: number): boolean {
  const fromMs = Date.parse(from), lengthMs = Date.parse(to) - fromMs;
  if (nowMs < fromMs) return false;
  const everyMs = repeat === "daily" ? DAY_MS : repeat === "weekly" ? 7 * DAY_MS : Infinity;
  const intoMs = everyMs === Infinity ? nowMs - fromMs : (nowMs - fromMs) % everyMs;
  return intoMs < lengthMs;
}

/** Whether a scope holds a target. */
export function inScope(scope: Scope, target: { id: string; group: string }): boolean {
  if (scope.kind === "group") return scope.group === target.group;
  return scope.kind === "all" || scope.target === target.id;
}
