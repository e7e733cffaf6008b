import assert from "node:assert/strict";
import { agentEvents, agentLogOf } from "./agent_events.ts";

const line = (atMs: number, event: string, detail = "") => ({ atMs, event, detail });

const cases: [event: string, detail: string, state: string, text: string][] = [
  ["held", "192.0.2.1 → 192.0.2.9", "nodata", "the agent is on hold: 192.0.2.1 → 192.0.2.9"],
  ["disconnected", "", "nodata", "the agent's connection ended"],
  ["connected", "0.1.0", "ok", "the agent connected: 0.1.0"],
];
for (const [event, detail, state, text] of cases) {
  Deno.test(`agentEvents() tells of ${event}`, () => {
    const found = agentEvents([line(5, event, detail)], { fromMs: 0, toMs: 9 }, 9);
    assert.deepEqual(found, [{ atMs: 5, state, text }]);
  });
}

Deno.test("agentEvents() keeps to its stretch and its limit, and leaves out what it does not know", () => {
  const log = [9, 8, 7, 6, 5].map((atMs) => line(atMs, "held"));
  const times = (limit: number) =>
    agentEvents([line(8, "toString"), ...log], { fromMs: 6, toMs: 8 }, limit).map((e) => e.atMs);
  assert.deepEqual(times(9), [8, 7, 6]);
  assert.deepEqual(times(2), [8, 7]);
});

Deno.test("agentLogOf() reads an answer, and refuses what is none", () => {
  const at = "2026-01-01T00:00:00.000Z";
  assert.deepEqual(agentLogOf({ events: [{ at, event: "held", address: "::1", detail: "x" }] }), [
    line(Date.parse(at), "held", "x"),
  ]);
  for (const answer of [null, {}, { events: [{ at: "soon" }] }]) {
    assert.throws(() => agentLogOf(answer), TypeError);
  }
});
