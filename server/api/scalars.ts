import { z } from "zod";

/** RFC 3339 in UTC. */
export const time = z.iso.datetime();
/** Milliseconds. */
export const ms = z.number().nonnegative();
export const msOrNull = ms.nullable();
export const count = z.number().int().nonnegative();
export const agentId = z.string().meta({ examples: ["agent_1"] });
export const targetId = z.string().meta({ examples: ["target_1"] });
export const role = z.enum(["admin", "operator", "viewer"]);
export const cellState = z.enum(["ok", "slow", "fail", "nodata"]);

/** An error, RFC 9457. */
export const problemSchema = z.strictObject({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.number().int(),
  code: z.enum([
    "invalid",
    "not_found",
    "conflict",
    "precondition_failed",
    "unauthenticated",
    "forbidden",
    "too_many_requests",
    "unavailable",
  ]).describe("Stable: programs may rely on it"),
  detail: z.string(),
  errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional()
    .describe("Each field that does not fit"),
}).meta({ id: "Problem" });

export const placeSchema = z.strictObject({
  kind: z.enum([
    "place",
    "private",
    "loopback",
    "link-local",
    "cgnat",
    "documentation",
    "multicast",
    "reserved",
    "unknown",
  ]),
  country: z.string().nullable().describe("ISO 3166-1 alpha-2"),
  city: z.string().nullable(),
  region: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  asn: z.number().int().nullable(),
  organisation: z.string().nullable(),
}).meta({ id: "Place" });
