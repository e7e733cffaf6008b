import assert from "node:assert/strict";
import { addToRate, BUCKET_MS, BUCKETS, type EventRate, rateNow } from "./event_rate.ts";
import { sampleEvent } from "./sample_event.ts";

const at = (receivedAtMs: number, kind: "icmp" | "text" = "icmp") =>
  sampleEvent({ receivedAtMs, kind });
const none: EventRate = [];

Deno.test("addToRate() counts by time and kind", () => {
  const rate = addToRate(none, [at(10_100), at(14_900, "text"), at(15_000)], 7, 16_000);
  assert.deepEqual(rate, [
    { startMs: 10_000, counts: { icmp: 1, http: 0, connection: 0, text: 1 }, leftOut: 0 },
    { startMs: 15_000, counts: { icmp: 1, http: 0, connection: 0, text: 0 }, leftOut: 7 },
  ]);
});

Deno.test("addToRate() changes nothing that was given out before", () => {
  const before = addToRate(none, [at(10_000)], 0, 10_000);
  addToRate(before, [at(10_001)], 0, 10_001);
  assert.equal(before[0].counts.icmp, 1);
});

Deno.test("addToRate() forgets what is older than its window", () => {
  const old = addToRate(none, [at(10_000)], 0, 10_000);
  const nowMs = 10_000 + BUCKETS * BUCKET_MS;
  assert.equal(addToRate(old, [], 0, nowMs - 1).length, 1);
  assert.deepEqual(addToRate(old, [], 0, nowMs), []);
});

Deno.test("addToRate() keeps an event of the future in the newest bucket", () => {
  assert.deepEqual(addToRate(none, [at(99_000)], 0, 12_000).map((b) => b.startMs), [10_000]);
});

Deno.test("rateNow() is the last whole bucket, a second", () => {
  const rate = addToRate(none, [at(10_000), at(12_000), at(16_000)], 0, 16_000);
  assert.equal(rateNow(rate, 16_000), 0.4);
  assert.equal(rateNow(rate, 26_000), 0);
});
