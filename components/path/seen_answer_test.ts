import assert from "node:assert/strict";
import { seenOf, seenTotals, seenUrl } from "./seen_answer.ts";

const AT = "2026-11-20T10:00:00.000Z";
const step = { t: AT, answered: 3, there: 2, back: 1, unknown: 1, unsent: 0, seen: 4 };
const senders = [
  { sender: "10.0.0.1", count: 4, far_end: true },
  { sender: "10.0.0.254", count: 7, far_end: false },
];

Deno.test("seenOf() reads who logged, and the steps", () => {
  const { t: _, ...counts } = step;
  assert.deepEqual(seenOf({ senders, further: 5, steps: [step] }), {
    farEnds: ["10.0.0.1"],
    further: 5,
    bins: [{ ...counts, atMs: Date.parse(AT), sent: 7 }],
  });
});

for (const bad of [null, {}, { senders }, { senders, steps: [{ ...step, t: "soon" }] }]) {
  Deno.test(`seenOf() throws for ${JSON.stringify(bad)}`, () => {
    assert.throws(() => seenOf(bad), TypeError);
  });
}

Deno.test("seenTotals() adds up", () => {
  const { bins } = seenOf({ senders, steps: [step, step] });
  assert.deepEqual(
    seenTotals(bins),
    { sent: 14, answered: 6, there: 4, back: 2, unknown: 2, unsent: 0, seen: 8 },
  );
});

Deno.test("seenUrl() asks for the bins of the page", () => {
  const path = { agentId: "agent_1", targetId: "target 1" };
  assert.equal(
    seenUrl(path, 0, 60_000, 5_000),
    "/api/v1/results/agent_1/target%201/seen?from=1970-01-01T00%3A00%3A00.000Z" +
      "&to=1970-01-01T00%3A01%3A00.000Z&step=5000",
  );
});
