import { z } from "zod";
import type { Operation } from "../operation.ts";
import { placeSchema, role, time } from "../scalars.ts";

const DAY_MS = 86_400_000;

export const tokenBody = z.strictObject({
  name: z.string(),
  role: role.default("viewer"),
  expires_in: z.number().int().min(1_000).max(3_660 * DAY_MS).nullable().optional()
    .describe("Milliseconds; null or left out: until it is revoked"),
});

const token = z.strictObject({
  id: z.number().int(),
  name: z.string(),
  role,
  created_at: time,
  last_used: time.nullable(),
  expires_at: time.nullable(),
  revoked_at: time.nullable(),
}).meta({ id: "Token" });

const tag = "People and programs";

export const peopleOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/me",
    tag,
    summary: "Who asks",
    role: "viewer",
    answer: {
      status: 200,
      schema: z.strictObject({ name: z.string(), role, via: z.enum(["session", "token"]) }),
    },
  },
  {
    method: "GET",
    path: "/watchers",
    tag,
    summary: "Who has a live page open now, the newest first",
    role: "admin",
    answer: {
      status: 200,
      schema: z.strictObject({
        watchers: z.array(z.strictObject({
          person: z.string(),
          address: z.string(),
          place: placeSchema,
          topic: z.enum(["matrix", "traffic"]),
          since: time,
        })),
      }),
    },
  },
  {
    method: "GET",
    path: "/tokens",
    tag,
    summary: "Every token for programs, oldest first, without the tokens themselves",
    role: "admin",
    answer: { status: 200, schema: z.strictObject({ tokens: z.array(token) }) },
  },
  {
    method: "POST",
    path: "/tokens",
    tag,
    summary: "Make a token; this answer is the only one that has it",
    role: "admin",
    body: tokenBody,
    answer: { status: 201, schema: z.strictObject({ ...token.shape, token: z.string() }) },
  },
  {
    method: "DELETE",
    path: "/tokens/{id}",
    tag,
    summary: "Revoke a token; a second time there is no active one (404)",
    role: "admin",
    parts: { id: "Number of the token" },
    answer: { status: 204, schema: null },
    refusals: ["not_found"],
  },
];
