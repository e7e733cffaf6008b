import assert from "node:assert/strict";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { sampleEvent } from "@/shared/traffic/sample_event.ts";
import { FURTHER_SENDERS, type Sighting } from "../domain/both_sides.ts";
import { MAX_SENDERS_A_PATH, momentOf, ownRequests, Sightings } from "./sightings.ts";

const T = 1_795_000_000_000;
const tokyo = { id: "agent_1", name: "tokyo", address: "192.0.2.1", icmpIds: [7], resolved: [] };
const gateway = { id: "target_1", name: "gateway", address: "10.0.0.1" };

const ping = (more: Partial<TrafficEvent> = {}) =>
  sampleEvent({
    ...{ kind: "icmp", proto: "ICMP", icmpType: 8, icmpId: 7, icmpSeq: 1 },
    ...{ src: "203.0.113.1", dst: "10.0.0.1", sender: "10.0.0.1", receivedAtMs: T },
    ...more,
  });

function watching() {
  const kept: Sighting[] = [];
  const sightings = new Sightings({
    addSightings: (more) => Promise.resolve(void kept.push(...more)),
  });
  return { sightings, kept };
}

const requestsOf = ownRequests([tokyo], [gateway]);

Deno.test("ownRequests() picks the agents' own requests, and no others'", async () => {
  const { sightings, kept } = watching();
  await sightings.take(ownRequests([], [])([ping()]));
  const events = [ping(), ping({ icmpId: 9 }), ping({ icmpType: 0 }), sampleEvent()];
  await sightings.take(requestsOf(events));
  assert.deepEqual(kept, [
    { agentId: "agent_1", targetId: "target_1", sender: "10.0.0.1", atMs: T },
  ]);
});

Deno.test("Sightings.take() bounds the senders of a path", async () => {
  const { sightings, kept } = watching();
  const from = (n: number) => ping({ sender: `192.0.2.${n}` });
  await sightings.take(requestsOf(Array.from({ length: 100 }, (_, n) => from(n))));
  await sightings.take(requestsOf([from(3), from(99)]));
  const known = kept.filter(({ sender }) => sender !== FURTHER_SENDERS);
  assert.equal(known.length, MAX_SENDERS_A_PATH + 1, "known ones are taken on");
  assert.equal(kept.length, 102, "what further ones log is counted, together");
  await sightings.take(requestsOf([ping()]));
  assert.equal(kept.at(-1)!.sender, "10.0.0.1", "the target itself is never one of too many");
});

const MINUTE = 60_000;
const moments: [name: string, sentAtMs: number | null, momentMs: number][] = [
  ["without a time of its own", null, T],
  ["of this second", T - 900, T],
  ["from a clock that is ahead", T + 90_000, T],
  ["that waited 5 s", T - 5_000, T - 5_000],
  ["that waited an hour and a half and 8 s", T - 90 * MINUTE - 8_000, T - 90 * MINUTE - 8_000],
  ["without a zone, 5 h behind", T - 300 * MINUTE - 700, T],
  ["without a zone, 5.5 h behind, its second cut", T - 330 * MINUTE + 100, T],
];
for (const [name, sentAtMs, momentMs] of moments) {
  Deno.test(`momentOf() tells when a line was written: one ${name}`, () => {
    assert.equal(momentOf({ receivedAtMs: T, sentAtMs }), momentMs);
  });
}
