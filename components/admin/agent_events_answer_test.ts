import assert from "node:assert/strict";
import { agentEventsOf } from "./agent_events_answer.ts";

Deno.test("agentEventsOf() reads the lines it knows, and leaves out the others", () => {
  const at = "2026-11-20T21:14:05.000Z";
  const good = { at, event: "held", address: "192.0.2.1", detail: "by ada" };
  const odd = [{ ...good, event: "toString" }, { ...good, at: "x" }, {}];
  assert.deepEqual(agentEventsOf({ events: [good, ...odd] }), [
    { atMs: Date.parse(at), event: "held", address: "192.0.2.1", detail: "by ada" },
  ]);
  for (const answer of [null, {}, { events: 1 }]) {
    assert.throws(() => agentEventsOf(answer), TypeError);
  }
});
