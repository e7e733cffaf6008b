import { z } from "zod";
import { RECIPE_IDS } from "@/shared/recipes.ts";
import { TRAFFIC_GROUPS } from "../../domain/traffic.ts";
import type { Operation } from "../operation.ts";
import { choiceParam, cursorParam, durationParam, intParam, textParam } from "../query.ts";
import { count, ms, msOrNull, placeSchema, time } from "../scalars.ts";

const MINUTE_MS = 60_000, HOUR_MS = 3_600_000, DAY_MS = 24 * HOUR_MS;
export const WINDOW_MS = HOUR_MS;
export const STEP_MS = MINUTE_MS;
const KINDS = ["icmp", "connection", "http", "text"] as const;
const GROUPS = TRAFFIC_GROUPS as unknown as readonly [typeof TRAFFIC_GROUPS[number]];

export const eventsQuery = z.object({
  limit: intParam("Events in one answer", 1, 1_000, 100),
  before: cursorParam(),
  kind: choiceParam("Only this kind", KINDS),
  source: textParam("Only of this sender"),
  src: textParam("Only from this source address"),
  q: textParam("Only lines that hold this text"),
});

export const seriesQuery = z.object({
  window: durationParam("Time until now", {
    min: MINUTE_MS,
    max: 400 * DAY_MS,
    fallback: WINDOW_MS,
  }),
  step: durationParam("Length of a stretch", { min: MINUTE_MS, max: DAY_MS, fallback: STEP_MS }),
  src: textParam("Only from this source address"),
});

export const numbersQuery = z.object({
  source: textParam("Address or name of a sender; needed"),
  window: durationParam("Time until now", {
    min: MINUTE_MS,
    max: 400 * DAY_MS,
    fallback: WINDOW_MS,
  }),
  step: durationParam("Length of a stretch, whole minutes", {
    min: MINUTE_MS,
    max: DAY_MS,
    fallback: STEP_MS,
  }),
});

export const summaryQuery = z.object({
  by: choiceParam("What to count by; `country` where it is left out", GROUPS),
  window: durationParam("Time until now", { min: 1_000, max: 400 * DAY_MS, fallback: WINDOW_MS }),
});

const text = z.string().nullable(), number = z.number().nullable();

const event = z.strictObject({
  id: z.number().int().optional(),
  received_at: time,
  sent_at: time.nullable(),
  kind: z.enum(KINDS),
  sender: z.string(),
  host: text,
  app: text,
  severity: number,
  facility: number,
  src: text,
  dst: text,
  proto: text,
  icmpType: number,
  icmpCode: number,
  icmpId: number,
  icmpSeq: number,
  srcPort: number,
  dstPort: number,
  inIface: text,
  outIface: text,
  lengthBytes: number,
  tcpSyn: z.boolean().optional(),
  http: z.strictObject({
    method: text,
    path: text,
    status: z.number(),
    bytes: number,
    durationMs: number,
    userAgent: text,
    site: text,
  }).nullable(),
  inner: z.strictObject({
    src: text,
    dst: text,
    proto: text,
    icmpType: number,
    icmpCode: number,
    srcPort: number,
    dstPort: number,
  }).nullable().optional().describe("The packet that an ICMP error is about"),
  numbers: z.record(z.string(), z.number()).nullable().optional()
    .describe("What the line measures, by name"),
  place: placeSchema.nullable(),
  raw: z.string().describe("The line as it came: hostile, to be shown as text only"),
  truncated: z.boolean(),
}).meta({ id: "TrafficEvent" });

const tag = "Traffic";

export const trafficOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/traffic/events",
    tag,
    summary: "Events, newest first",
    role: "viewer",
    query: eventsQuery,
    answer: {
      status: 200,
      schema: z.strictObject({
        events: z.array(event),
        next: z.number().int().nullable().describe("null: nothing older is kept"),
        searched_to: time.nullable().describe("How far back the search has come"),
      }),
    },
  },
  {
    method: "GET",
    path: "/traffic/numbers",
    tag,
    summary: "What the lines of one sender measured, by name, oldest first",
    role: "viewer",
    query: numbersQuery,
    answer: {
      status: 200,
      schema: z.strictObject({
        window: ms,
        step: ms,
        series: z.array(z.strictObject({
          name: z.string(),
          points: z.array(z.strictObject({
            t: time,
            count,
            min: z.number(),
            mean: z.number(),
            max: z.number(),
          })),
        })),
      }),
    },
  },
  {
    method: "GET",
    path: "/traffic/senders",
    tag,
    summary: "Who sends and what was lost, since the start; which kinds of sender ever came",
    role: "viewer",
    answer: {
      status: 200,
      schema: z.strictObject({
        t: time,
        counters: z.strictObject({
          received: count,
          refused: count.describe("Of addresses that may not send"),
          dropped: count.describe("Dropped here, too many at once"),
          kernel_dropped: count.nullable().describe("null where the kernel does not say"),
          numbers_left_out: count.describe("In no graph: over 1,000 names in their minute"),
        }),
        senders: z.array(z.strictObject({
          address: z.string(),
          received: count,
          bytes: count,
          unparsed: count.describe("Lines without a syslog priority"),
          last_seen: time,
        })),
        kinds: z.array(z.strictObject({
          kind: z.enum([...RECIPE_IDS, "api"]),
          count,
          first_at: time,
          last_at: time,
          sender: z.string().describe("Who sent the last one"),
        })),
      }),
    },
  },
  {
    method: "GET",
    path: "/traffic/series",
    tag,
    summary: "Counts by kind, oldest first, without stretches that have none",
    role: "viewer",
    query: seriesQuery,
    answer: {
      status: 200,
      schema: z.strictObject({
        window: ms,
        step: ms,
        stretches: z.array(z.strictObject({
          t: time,
          icmp: count,
          connection: count,
          http: count,
          text: count,
        })),
      }),
    },
  },
  {
    method: "GET",
    path: "/traffic/summary",
    tag,
    summary: "Counts, most frequent first, and how web sites did",
    role: "viewer",
    query: summaryQuery,
    answer: {
      status: 200,
      schema: z.strictObject({
        by: z.enum(GROUPS),
        window: ms,
        counts: z.array(z.strictObject({ key: z.string(), count })),
        sites: z.array(z.strictObject({
          site: z.string(),
          requests: count,
          error_share: z.number(),
          availability: z.number(),
          p50_ms: msOrNull,
          p95_ms: msOrNull,
        })),
      }),
    },
  },
  {
    method: "POST",
    path: "/sources/{name}/lines",
    tag,
    summary: "Lines of any program into the feed: text, JSON lines, or a JSON array",
    role: "operator",
    parts: { name: "A name of your choice: a letter, then letters, digits and `._-`" },
    body: z.array(z.unknown()).describe("A string is a line, anything else its JSON"),
    bodyText: true,
    answer: { status: 200, schema: z.strictObject({ stored: count }) },
  },
  {
    method: "GET",
    path: "/geo/{ip}",
    tag,
    summary: "The place of an address",
    role: "viewer",
    parts: { ip: "IPv4 or IPv6" },
    answer: { status: 200, schema: z.strictObject({ ip: z.string(), ...placeSchema.shape }) },
  },
  {
    method: "GET",
    path: "/names/{ip}",
    tag,
    summary: "Names of an address in the reverse DNS; null when there was no answer in time",
    role: "viewer",
    parts: { ip: "IPv4 or IPv6" },
    answer: {
      status: 200,
      schema: z.strictObject({ ip: z.string(), names: z.array(z.string()).nullable() }),
    },
  },
];
