import { z } from "zod";
import type { Operation } from "../operation.ts";
import { agentId, count, msOrNull, time } from "../scalars.ts";

const agent = z.strictObject({
  id: agentId.nullable().describe("Given at the first approval"),
  ref: z.string(),
  name: z.string(),
  group: z.string().describe("Its site; may be empty"),
  hostname: z.string(),
  address: z.string(),
  previous_address: z.string().nullable(),
  place: z.string(),
  wire: z.enum(["native", "json"]),
  enrolment_id: z.string().nullable(),
  version: z.string(),
  fingerprint: z.string(),
  status: z.enum(["pending", "approved", "hold", "blacklisted"]),
  local: z.boolean(),
  connected: z.boolean(),
  created_at: time,
  last_seen: time.nullable(),
  last_round: time.nullable(),
  dropped_rounds: count,
  health: z.strictObject({
    buffered_rounds: count,
    lag_ms: z.number(),
    starved_rounds: count,
    send_errors: count,
    skipped_probes: count,
    clock_offset_ms: z.number().nullable(),
    clock_error_ms: msOrNull,
    clock_off: z.boolean().describe("Over 2 s: its rounds are corrected and flagged"),
    icmp: z.record(z.string(), count).nullable().describe("Counts of its ICMP sockets"),
    icmp_ids: z.array(count).describe("ICMP ids that its requests carry"),
  }).nullable(),
}).meta({ id: "Agent" });

const enrolment = z.strictObject({
  id: z.string(),
  token: z.string(),
  command: z.string().describe("The line to run on the agent's machine"),
  commands: z.array(z.strictObject({ way: z.string(), text: z.string() }))
    .describe("The same for other ways of running an agent"),
  expires_at: time,
}).meta({ id: "Enrolment" });

const openEnrolment = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  uses: count,
  uses_left: count,
  pre_approved: z.boolean(),
  created_at: time,
  expires_at: time,
  created_by: z.string(),
  agent_ref: z.string().nullable().describe("Of the agent whose key it replaces"),
}).meta({ id: "OpenEnrolment" });

const tag = "Agents";
const parts = { id: "`agent_3`, or the `ref` of an agent without an id" };

export const enrolmentBody = z.strictObject({
  uses: z.number().optional(),
  expires_in: z.number().optional().describe("Milliseconds"),
  pre_approved: z.boolean().optional(),
  name: z.string().optional(),
}).prefault({});

export const agentBody = z.strictObject({
  name: z.string().optional(),
  group: z.string().optional(),
});

const act = (path: string, summary: string): Operation => ({
  method: "POST",
  path: `/agents/{id}/${path}`,
  tag,
  summary,
  role: "operator",
  parts,
  answer: { status: 200, schema: agent },
  refusals: ["not_found", "conflict"],
});

export const agentOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/agents",
    tag,
    summary: "Every agent, oldest first",
    role: "viewer",
    answer: { status: 200, schema: z.strictObject({ agents: z.array(agent) }) },
  },
  {
    method: "GET",
    path: "/agents/{id}",
    tag,
    summary: "One agent",
    role: "viewer",
    parts,
    answer: { status: 200, schema: agent },
    refusals: ["not_found"],
  },
  {
    method: "PATCH",
    path: "/agents/{id}",
    tag,
    summary: "Another name or group",
    role: "operator",
    parts,
    body: agentBody,
    answer: { status: 200, schema: agent },
    refusals: ["not_found"],
  },
  {
    method: "DELETE",
    path: "/agents/{id}",
    tag,
    summary: "Forget an agent; a second time there is none (404)",
    role: "operator",
    parts,
    answer: { status: 204, schema: null },
    refusals: ["not_found", "conflict"],
  },
  act("approve", "Let an agent in"),
  act("reject", "Put an agent on the blacklist"),
  act("hold", "Stop an agent until it is approved again"),
  {
    method: "POST",
    path: "/agents/{id}/rotate",
    tag,
    summary: "A token by which an agent makes a new key and keeps its id",
    role: "operator",
    parts,
    answer: { status: 201, schema: enrolment },
    refusals: ["not_found", "conflict"],
  },
  {
    method: "GET",
    path: "/agents/{id}/events",
    tag,
    summary: "The last 100 connections of an agent, newest first",
    role: "viewer",
    parts,
    answer: {
      status: 200,
      schema: z.strictObject({
        events: z.array(z.strictObject({
          at: time,
          event: z.string().describe("connected, disconnected, held, refused, approved …"),
          address: z.string(),
          detail: z.string(),
        })),
      }),
    },
    refusals: ["not_found"],
  },
  {
    method: "POST",
    path: "/enrolments",
    tag,
    summary: "A token that lets agents in",
    role: "operator",
    body: enrolmentBody,
    bodyOptional: true,
    answer: { status: 201, schema: enrolment },
  },
  {
    method: "GET",
    path: "/enrolments",
    tag,
    summary: "Tokens that still let agents in, without their secrets",
    role: "operator",
    answer: { status: 200, schema: z.strictObject({ enrolments: z.array(openEnrolment) }) },
  },
  {
    method: "DELETE",
    path: "/enrolments/{id}",
    tag,
    summary: "Revoke a token",
    role: "operator",
    parts: { id: "As the list gives it" },
    answer: { status: 204, schema: null },
    refusals: ["not_found"],
  },
];
