import { z } from "zod";
import type { Operation } from "../operation.ts";
import { choiceParam, cursorParam, intParam, textParam, timeParam } from "../query.ts";
import { role, time } from "../scalars.ts";

const MAX_TEXT_LENGTH = 200;

/** A new user: with a password, or else invited by a link. */
export const newUserBody = z.strictObject({
  name: z.string().max(200),
  role,
  password: z.string().max(1024).optional().describe("Left out: the answer has a link to set it"),
});

export const userChangeBody = z.strictObject({
  role: role.optional(),
  disabled: z.boolean().optional(),
});

const filter = {
  before: cursorParam(),
  who: textParam("Whole name of who did it", MAX_TEXT_LENGTH),
  action: textParam("What was done: `login` finds `login.refused`, too", MAX_TEXT_LENGTH),
  q: textParam("Text anywhere in the entry", MAX_TEXT_LENGTH),
  from: timeParam("Not before"),
  to: timeParam("Before"),
};
export const auditFilterQuery = z.object(filter);
export const auditQuery = z.object({
  limit: intParam("Entries in the answer", 1, 1_000, 100),
  ...filter,
});
export const auditExportQuery = z.object({
  format: choiceParam("One line an entry; csv where it is left out", ["csv", "jsonl"]),
  ...filter,
});

const user = z.strictObject({
  id: z.number().int(),
  name: z.string(),
  role,
  status: z.enum(["active", "invited", "disabled"]),
  external: z.boolean().describe("Logs in through the identity provider"),
  second_factor: z.boolean(),
  created_at: time,
  last_used: time.nullable(),
}).meta({ id: "User" });
const link = { link: z.string().describe("Sets a password, once"), expires_at: time };

const entry = z.strictObject({
  id: z.number().int(),
  at: time,
  who: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.string(),
  before: z.unknown(),
  after: z.unknown(),
}).meta({ id: "AuditEntry" });

const id = { id: "Number of the user" };
const people = { tag: "People and programs", role: "admin" } as const;
const server = { tag: "The server", role: "admin" } as const;

export const accountOperations: readonly Operation[] = [
  {
    ...people,
    method: "GET",
    path: "/users",
    summary: "Everybody who may log in",
    answer: { status: 200, schema: z.strictObject({ users: z.array(user) }) },
  },
  {
    ...people,
    method: "POST",
    path: "/users",
    summary: "Add somebody, with a password or by a link",
    body: newUserBody,
    answer: {
      status: 201,
      schema: z.strictObject({
        ...user.shape,
        link: link.link.optional(),
        expires_at: time.optional(),
      }),
    },
    refusals: ["conflict"],
  },
  {
    ...people,
    method: "GET",
    path: "/users/{id}",
    summary: "One user",
    parts: id,
    answer: { status: 200, schema: user },
    refusals: ["not_found"],
  },
  {
    ...people,
    method: "PATCH",
    path: "/users/{id}",
    summary: "Another role, disable or enable; the last administrator stays (409)",
    parts: id,
    body: userChangeBody,
    answer: { status: 200, schema: user },
    refusals: ["not_found", "conflict"],
  },
  {
    ...people,
    method: "DELETE",
    path: "/users/{id}",
    summary: "Remove somebody; the last administrator stays (409)",
    parts: id,
    answer: { status: 204, schema: null },
    refusals: ["not_found", "conflict"],
  },
  {
    ...people,
    method: "POST",
    path: "/users/{id}/link",
    summary: "A link with which the person sets a new password",
    parts: id,
    answer: { status: 200, schema: z.strictObject(link) },
    refusals: ["not_found", "conflict"],
  },
  {
    ...people,
    method: "POST",
    path: "/users/{id}/end-sessions",
    summary: "End all log-ins of a person",
    parts: id,
    answer: { status: 200, schema: user },
    refusals: ["not_found"],
  },
  {
    ...people,
    method: "POST",
    path: "/users/{id}/no-code",
    summary: "Forget a lost authenticator",
    parts: id,
    answer: { status: 200, schema: user },
    refusals: ["not_found"],
  },
  {
    ...server,
    method: "GET",
    path: "/audit",
    summary: "The audit log, newest first",
    query: auditQuery,
    answer: {
      status: 200,
      schema: z.strictObject({
        entries: z.array(entry),
        next: z.string().nullable().describe("`before` of the next page"),
      }),
    },
  },
  {
    ...server,
    method: "GET",
    path: "/audit/export",
    summary: "All that fits, as a file",
    query: auditExportQuery,
    answer: { status: 200, schema: null, files: ["text/csv", "application/jsonl"] },
  },
  {
    ...server,
    method: "GET",
    path: "/settings",
    summary: "The configuration in force, without secrets",
    answer: {
      status: 200,
      schema: z.strictObject({
        settings: z.array(
          z.strictObject({ name: z.string(), value: z.string(), flag: z.string() }),
        ),
      }),
    },
  },
];
