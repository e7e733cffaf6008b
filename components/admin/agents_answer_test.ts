import assert from "node:assert/strict";
import { agentsOf } from "./agents_answer.ts";

Deno.test("agentsOf() reads what the API writes", () => {
  const agent = {
    id: "agent_3",
    ref: "r1",
    name: "tyo",
    hostname: "tyo.example",
    address: "192.0.2.1",
    version: "0.1.0",
    previous_address: "192.0.2.9",
    place: "Tokyo, JP",
    wire: "json",
    enrolment_id: "e1",
    group: "Tokyo",
    fingerprint: "9f3c 71aa",
    status: "approved",
    local: true,
    connected: true,
    created_at: "1970-01-01T00:00:01.000Z",
    last_seen: "1970-01-01T00:00:02.000Z",
    last_round: null,
    dropped_rounds: 4,
    health: {
      buffered_rounds: 1,
      lag_ms: 2,
      starved_rounds: 3,
      send_errors: 4,
      skipped_probes: 5,
      clock_offset_ms: -6,
      clock_error_ms: 7,
      icmp: {
        sent: 10,
        replies: 9,
        late: 8,
        duplicates: 7,
        foreign: 6,
        malformed: 5,
        rate_limited: 4,
        receive_drops: 3,
        user_stamped: 2,
        reopened: 1,
      },
      icmp_ids: [77, 78],
    },
  };
  assert.deepEqual(agentsOf({ agents: [agent] }), [{
    id: "agent_3",
    ref: "r1",
    name: "tyo",
    hostname: "tyo.example",
    address: "192.0.2.1",
    version: "0.1.0",
    previousAddress: "192.0.2.9",
    place: "Tokyo, JP",
    wire: "json",
    enrolmentId: "e1",
    group: "Tokyo",
    fingerprint: "9f3c 71aa",
    status: "approved",
    local: true,
    connected: true,
    createdAtMs: 1_000,
    lastSeenAtMs: 2_000,
    lastRoundAtMs: null,
    droppedRounds: 4,
    health: {
      bufferedRounds: 1,
      lagMs: 2,
      starvedRounds: 3,
      sendErrors: 4,
      skippedProbes: 5,
      clockOffsetMs: -6,
      clockErrorMs: 7,
      icmp: {
        sent: 10,
        replies: 9,
        late: 8,
        duplicates: 7,
        foreign: 6,
        malformed: 5,
        rateLimited: 4,
        receiveDrops: 3,
        userStamped: 2,
        reopened: 1,
      },
      icmpIds: [77, 78],
    },
  }]);
});

Deno.test("agentsOf() takes a status it does not know for one that lets nobody in", () => {
  const [agent] = agentsOf({ agents: [{ ref: "r1", status: "owner" }] });
  assert.deepEqual([agent.status, agent.id, agent.name, agent.connected, agent.health], [
    "hold",
    null,
    "",
    false,
    null,
  ]);
});

for (const answer of [null, {}, { agents: "all" }]) {
  Deno.test(`agentsOf() refuses ${JSON.stringify(answer)}`, () => {
    assert.throws(() => agentsOf(answer), TypeError);
  });
}
