import { z } from "zod";
import { channelInputSchema, ruleInputSchema, windowInputSchema } from "@/shared/alerts.ts";
import type { Operation } from "../operation.ts";
import { cursorParam, intParam } from "../query.ts";
import { cellState, count, msOrNull, time } from "../scalars.ts";

const id = z.number().int();
/** What is sent, with the number it got. */
const rule = z.intersection(z.object({ id }), z.looseObject(ruleInputSchema.shape))
  .meta({ id: "AlertRule" });
const window = z.intersection(z.object({ id }), z.looseObject(windowInputSchema.shape))
  .meta({ id: "AlertWindow" });

const channel = z.looseObject({
  id,
  kind: z.enum(["webhook", "slack", "teams", "discord", "ntfy", "email"]),
  name: z.string(),
  enabled: z.boolean(),
  allow_private: z.boolean(),
  secret: z.undefined().optional(),
  secret_set: z.boolean(),
  health: z.strictObject({
    waiting: count,
    sent: count,
    failed: count,
    dropped: count.describe("Given up after nine tries, or because over 100 waited"),
    last_sent: time.nullable(),
    last_error: z.string().nullable(),
  }),
}).meta({ id: "AlertChannel" });

const firing = z.strictObject({
  rule_id: id,
  rule: z.string(),
  severity: z.enum(["warning", "critical"]),
  subject: z.string().meta({ examples: ["target:target_1", "group:core"] }),
  name: z.string(),
  since: time,
  muted: z.boolean().describe("A maintenance window is open"),
  flapping: z.boolean(),
  bad_paths: count,
  paths: z.array(z.strictObject({
    agent: z.string(),
    target: z.string(),
    state: cellState,
    loss_percent: z.number(),
    rtt_ms: msOrNull,
  })),
}).meta({ id: "FiringAlert" });

export const historyQuery = z.object({
  limit: intParam("Lines in one answer", 1, 1_000, 100),
  before: cursorParam(),
});

const tag = "Alerts";
const parts = { id: "Its number" };

/** List, add, put and delete of one kind of setting. */
function crud(
  name: "rules" | "channels" | "windows",
  one: string,
  roles: { read: Operation["role"]; change: Operation["role"] },
  body: z.ZodType,
  schema: z.ZodType,
): Operation[] {
  const path = `/alerts/${name}`;
  return [
    {
      method: "GET",
      path,
      tag,
      summary: `Every ${one}`,
      role: roles.read,
      answer: { status: 200, schema: z.strictObject({ [name]: z.array(schema) }) },
    },
    {
      method: "POST",
      path,
      tag,
      summary: `Add a ${one}`,
      role: roles.change,
      body,
      answer: { status: 201, schema },
      refusals: ["conflict"],
    },
    {
      method: "PUT",
      path: `${path}/{id}`,
      tag,
      summary: `Change a ${one}, as a whole`,
      role: roles.change,
      parts,
      body,
      answer: { status: 200, schema },
      refusals: ["not_found"],
    },
    {
      method: "DELETE",
      path: `${path}/{id}`,
      tag,
      summary: `Remove a ${one}; a second time there is none (404)`,
      role: roles.change,
      parts,
      answer: { status: 204, schema: null },
      refusals: ["not_found"],
    },
  ];
}

const byOperators = { read: "viewer", change: "operator" } as const;
const byAdmins = { read: "admin", change: "admin" } as const;

export const alertOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/alerts",
    tag,
    summary: "What fires now, newest first",
    role: "viewer",
    answer: { status: 200, schema: z.strictObject({ alerts: z.array(firing) }) },
  },
  {
    method: "GET",
    path: "/alerts/history",
    tag,
    summary: "What happened, newest first; the last 10,000 lines are kept",
    role: "viewer",
    query: historyQuery,
    answer: {
      status: 200,
      schema: z.strictObject({
        events: z.array(z.strictObject({
          id,
          at: time,
          rule_id: id,
          rule: z.string(),
          subject: z.string(),
          name: z.string(),
          kind: z.enum(["fired", "cleared", "flapping", "settled"]),
          told: z.boolean().describe("false in a maintenance window or while flapping"),
          detail: z.string(),
        })),
        next: z.number().int().nullable(),
      }),
    },
  },
  ...crud("rules", "rule", byOperators, ruleInputSchema, rule),
  ...crud("windows", "maintenance window", byOperators, windowInputSchema, window),
  ...crud("channels", "channel", byAdmins, channelInputSchema, channel),
  {
    method: "POST",
    path: "/alerts/channels/{id}/test",
    tag,
    summary: "Send a test message now; 503 says why it did not arrive",
    role: "admin",
    parts,
    answer: { status: 204, schema: null },
    refusals: ["not_found"],
  },
];
