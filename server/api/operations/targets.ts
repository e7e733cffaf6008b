import { z } from "zod";
import type { Operation } from "../operation.ts";
import { cursorParam, intParam, textParam } from "../query.ts";
import { count, targetId, time } from "../scalars.ts";
import { targetInputJson, targetListInputJson } from "../target_json.ts";

const target = z.strictObject({
  id: targetId,
  address: z.string(),
  name: z.string(),
  kind: z.enum(["icmp", "tcp", "http"]),
  interval_ms: z.number().int(),
  warn_ms: z.number(),
  group: z.string(),
}).meta({ id: "Target" });

const list = z.strictObject({
  revision: z.number().int(),
  targets: z.array(target),
}).meta({ id: "TargetList" });

const revision = z.strictObject({
  revision: z.number().int(),
  t: time,
  by: z.string(),
  count: count.describe("Targets on the list since then"),
  added: z.array(target),
  removed: z.array(target),
  changed: z.array(z.strictObject({ before: target, after: target })),
}).meta({ id: "TargetRevision" });

export const revisionsQuery = z.object({
  before: cursorParam(),
  limit: intParam("Revisions in an answer", 1, 100, 20),
  target: textParam("Only changes of this target, of the newest 100 revisions", 64),
});

const tag = "Targets";
const parts = { id: "`target_3`" };
const answer = { status: 200, schema: list } as const;

export const targetOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/targets",
    tag,
    summary: "The list, with its revision as `ETag`",
    role: "viewer",
    answer,
    etag: true,
  },
  {
    method: "PUT",
    path: "/targets",
    tag,
    summary: "The whole list; a target whose address stays keeps its id and its history",
    role: "operator",
    body: targetListInputJson,
    answer,
    etag: true,
    refusals: ["conflict"],
  },
  {
    method: "POST",
    path: "/targets",
    tag,
    summary: "One more target; answers with the new list",
    role: "operator",
    body: targetInputJson,
    answer: { status: 201, schema: list },
    etag: true,
    refusals: ["conflict"],
  },
  {
    method: "PATCH",
    path: "/targets/{id}",
    tag,
    summary: "Change a target: what is not named stays",
    role: "operator",
    parts,
    body: targetInputJson,
    answer,
    etag: true,
    refusals: ["not_found", "conflict"],
  },
  {
    method: "DELETE",
    path: "/targets/{id}",
    tag,
    summary: "Take a target off the list; a second time there is none (404)",
    role: "operator",
    parts,
    answer,
    etag: true,
    refusals: ["not_found"],
  },
  {
    method: "GET",
    path: "/targets/revisions",
    tag,
    summary: "Who changed what of the list, newest first",
    role: "viewer",
    query: revisionsQuery,
    answer: {
      status: 200,
      schema: z.strictObject({ revisions: z.array(revision), next: z.number().int().nullable() }),
    },
  },
  {
    method: "POST",
    path: "/targets/revisions/{revision}/restore",
    tag,
    summary: "Bring an earlier list back; its targets get their ids and their history back",
    role: "operator",
    parts: { revision: "`12`" },
    answer,
    etag: true,
    refusals: ["not_found"],
  },
];
