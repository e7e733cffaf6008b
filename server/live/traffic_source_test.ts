import assert from "node:assert/strict";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import type { EventRate } from "@/shared/traffic/event_rate.ts";
import { TrafficSource } from "./traffic_source.ts";

const events = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: from + n }) as TrafficEvent);
const counters = { received: 0, refused: 0, dropped: 0, kernelDropped: 0, numbersLeftOut: 0 };
const sender = { address: "192.0.2.1", received: 1, bytes: 1, unparsed: 0, lastSeenAtMs: 1 };

function newSource(recent: TrafficEvent[] = []) {
  const senders = [{ ...sender }];
  const rate: EventRate[] = [[]];
  const state = {
    senders: () => senders,
    counters: () => counters,
    rate: () => rate.at(-1)!,
    now: () => 5,
  };
  return { source: new TrafficSource(state, recent), senders, rate };
}

Deno.test("TrafficSource shows the newest first, the stored ones behind", () => {
  const { source } = newSource(events(1, 2).toReversed());
  source.add(events(3, 2));
  assert.deepEqual(source.snapshot(0).events.map((e) => e.id), [2, 1], "as the others have it");
  source.delta(1);
  assert.deepEqual(source.snapshot(1).events.map((e) => e.id), [4, 3, 2, 1]);
});

Deno.test("TrafficSource sends each event and each changed sender once", () => {
  const { source, senders } = newSource();
  source.add(events(1, 2));
  const first = source.delta(1)!;
  assert.deepEqual(first.events.map((e) => e.id), [2, 1]);
  assert.equal(first.senders.length, 1);
  assert.equal(source.delta(2), null);
  senders[0].received++;
  assert.deepEqual(source.delta(2)!.events, []);
});

Deno.test("TrafficSource caps a flood, keeps the newest and says what it left out", () => {
  const { source } = newSource();
  source.add(events(1, 150));
  source.add(events(151, 150));
  const delta = source.delta(1)!;
  assert.equal(delta.events.length, 200);
  assert.equal(delta.events[0].id, 300);
  assert.equal(delta.leftOut, 100);
  assert.equal(source.snapshot(1).events.length, 200);
});

Deno.test("TrafficSource gives a newcomer the rate as the others have it", () => {
  const { source, rate } = newSource();
  const counts = { icmp: 7, http: 0, connection: 0, text: 0 };
  source.add(events(1, 7));
  rate.push([{ startMs: 0, counts, leftOut: 0 }]);
  assert.deepEqual(source.snapshot(0).rate, [], "the next delta brings these events");
  source.delta(1);
  assert.deepEqual(source.snapshot(1).rate, rate.at(-1));
});
