import { z } from "zod";
import type { Operation } from "../operation.ts";
import { choiceParam, durationParam, textParam, timeParam } from "../query.ts";
import { agentId, cellState, count, msOrNull, targetId, time } from "../scalars.ts";

const resultsQuery = z.object({
  from: timeParam("Beginning; an hour before the end where it is left out"),
  to: timeParam("End; now where it is left out"),
  step: durationParam("Length of a step; raw points where it is left out"),
});

export const pathQuery = resultsQuery.extend({
  as: choiceParam("Raw points as columns of numbers: much shorter", ["columns"]),
});

export const rowQuery = resultsQuery.extend({
  only: textParam("Only paths to these targets: ids with commas, in this order", 10_000),
  spread: choiceParam("Leave the distributions of steps out", ["no"]),
});

export const columnQuery = rowQuery.extend({
  only: textParam("Only paths of these agents: ids with commas, in this order", 10_000),
  target: textParam("Id of the target; needed"),
});

export const matrixQuery = z.object({
  agent: textParam("Only the row of this agent", 64),
  target: textParam("Only the column of this target", 64),
});

const step = z.strictObject({
  t: time,
  sent: count.describe("0 is no data, which is no loss"),
  lost: count,
  min: msOrNull,
  p5: msOrNull,
  p50: msOrNull,
  p95: msOrNull,
  max: msOrNull,
  mean: msOrNull,
  spread: z.array(z.array(z.number()).length(2)).optional().describe("RTT in ms, answers"),
}).meta({ id: "Step" });

const point = z.strictObject({
  t: time,
  rtt_ms: msOrNull.describe("null where there was no answer"),
  lost: z.string().optional().describe(
    "Why there was none, where that is known: timeout, refused …",
  ),
  starved: z.literal(true).optional().describe("The agent had too little CPU time"),
  clock_off: z.literal(true).optional().describe("Its clock was over 2 s off; t is corrected"),
  status: count.nullable().optional().describe("HTTP; null when none came"),
  ttfb_ms: msOrNull.optional().describe("HTTP: to the head of the answer"),
}).meta({ id: "Point" });

const places = z.array(count);

const columns = z.strictObject({
  t: z.array(z.number()).describe(
    "Unix time of the first in ms, then how many ms each is after the one before",
  ),
  rtt_us: z.array(z.number().nullable()).describe("In µs; null where there was no answer"),
  lost: z.record(z.string(), places).optional().describe(
    "Why there was none, where that is known: the places by reason; the first point has place 0",
  ),
  starved: places.optional().describe("Places of what a starved agent measured"),
  clock_off: places.optional().describe("Places whose clock was over 2 s off; t is corrected"),
  http: z.strictObject({ at: places, status: places, ttfb_us: z.array(z.number()) }).optional()
    .describe("Status and µs to the first byte at places; 0 where none came"),
}).meta({ id: "PointColumns" });

const note = z.looseObject({
  t: time,
  until: time,
  count: count.describe("The same note so many times in a row"),
  kind: z.string().describe(
    "icmp_error, late, duplicates, http …; its details are fields beside it",
  ),
}).meta({ id: "Note" });

const notes = {
  notes_since: time.describe("Before this, notes were not looked for"),
  notes: z.array(note),
};

const path = { agent: agentId, target: targetId };

export const seenQuery = z.object({
  from: timeParam("Beginning; an hour before the end where it is left out"),
  to: timeParam("End; now where it is left out"),
  step: durationParam("Length of a step; single rounds where it is left out"),
});

const fates = ["answered", "there", "back", "unknown", "unsent"] as const;

const seen = {
  ...path,
  senders: z.array(z.strictObject({
    sender: z.string().describe("Address that sent the log lines"),
    count: count.describe("Requests of this path that it logged"),
    far_end: z.boolean().describe("Its log counts as the far end's"),
  })),
  further: count.describe(
    "Requests logged by senders beyond the first 16, which are not looked at",
  ),
};

export const resultOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/matrix",
    tag: "Results",
    summary: "Every agent by every target, as it is now",
    role: "viewer",
    query: matrixQuery,
    answer: {
      status: 200,
      schema: z.strictObject({
        t: time,
        agents: z.array(z.strictObject({ id: agentId, name: z.string(), connected: z.boolean() })),
        targets: z.array(z.strictObject({
          id: targetId,
          name: z.string(),
          address: z.string(),
          group: z.string(),
        })),
        cells: z.array(z.strictObject({
          ...path,
          state: cellState,
          rtt_ms: msOrNull.describe("Newest; null where it was lost"),
          loss_percent: z.number().describe("Of the last minute"),
          median_ms: msOrNull.describe("Of the last minute"),
        })),
      }),
    },
  },
  {
    method: "GET",
    path: "/results/{agent}/{target}",
    tag: "Results",
    summary: "One path over time, oldest first: raw points, or steps",
    role: "viewer",
    parts: { agent: "`agent_1`", target: "`target_1`" },
    query: pathQuery,
    answer: {
      status: 200,
      schema: z.union([
        z.strictObject({
          ...path,
          ...notes,
          points: z.array(point),
        }),
        z.strictObject({ ...path, ...notes, columns }),
        z.strictObject({ ...path, step_ms: z.number(), ...notes, steps: z.array(step) }),
      ]),
    },
    refusals: ["not_found"],
  },
  {
    method: "GET",
    path: "/results/{agent}/{target}/seen",
    tag: "Results",
    summary:
      "Both sides of one path: which requests the far end logged, and where others were lost",
    role: "viewer",
    parts: { agent: "`agent_1`", target: "`target_1`" },
    query: seenQuery,
    answer: {
      status: 200,
      schema: z.union([
        z.strictObject({
          ...seen,
          rounds: z.array(z.strictObject({
            t: time,
            fate: z.enum(fates).describe(
              "there: never came to the far end; back: came there, no answer came back",
            ),
            seen: z.boolean().describe("The far end logged the request"),
          })),
        }),
        z.strictObject({
          ...seen,
          step_ms: z.number(),
          steps: z.array(z.strictObject({
            t: time,
            answered: count,
            there: count.describe("Lost, and never came to the far end"),
            back: count.describe("Lost, but the far end logged the request"),
            unknown: count.describe("Lost, and the log does not allow to say where"),
            unsent: count.describe("Never left the agent"),
            seen: count.describe("The far end logged the request"),
          })),
        }),
      ]),
    },
    refusals: ["not_found"],
  },
  {
    method: "GET",
    path: "/results/{agent}",
    tag: "Results",
    summary: "A row of the matrix over time: one agent to every target",
    role: "viewer",
    parts: { agent: "`agent_1`" },
    query: rowQuery,
    answer: { status: 200, schema: several({ agent: agentId }, { target: targetId }) },
    refusals: ["not_found"],
  },
  {
    method: "GET",
    path: "/results",
    tag: "Results",
    summary: "A column of the matrix over time: every approved agent to one target",
    role: "viewer",
    query: columnQuery,
    answer: { status: 200, schema: several({ target: targetId }, { agent: agentId }) },
    refusals: ["not_found"],
  },
  {
    method: "GET",
    path: "/status",
    tag: "Results",
    summary: "Whether results are stored, and the queue of rounds to the disk",
    role: "viewer",
    answer: {
      status: 200,
      schema: z.strictObject({
        ready: z.boolean(),
        not_ready: z.string().nullable().describe("Why"),
        rounds: z.strictObject({
          trouble: z.string().nullable(),
          waiting: count,
          most_waiting: count,
          refused: count,
        }),
      }),
    },
  },
];

/** Points or steps of several paths. */
function several(head: z.ZodRawShape, each: z.ZodRawShape) {
  return z.union([
    z.strictObject({
      ...head,
      series: z.array(z.strictObject({ ...each, points: z.array(point) })),
    }),
    z.strictObject({
      ...head,
      step_ms: z.number(),
      series: z.array(z.strictObject({ ...each, steps: z.array(step) })),
    }),
  ]);
}
