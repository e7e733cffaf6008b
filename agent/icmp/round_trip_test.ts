import assert from "node:assert/strict";
import { type RoundTrip, roundTrip, type Stamps } from "@/agent/icmp/round_trip.ts";

const T = 1_763_000_000_000_000;

Deno.test("roundTrip() takes the best stamps that can be true", () => {
  const table: [string, Partial<Stamps>, RoundTrip][] = [
    ["both kernel stamps", {}, { rttUs: 30, stamp: "kernel" }],
    ["no transmit stamp", { sentKernelUs: NaN }, { rttUs: 100, stamp: "user" }],
    ["no receive stamp", { receivedKernelUs: NaN }, { rttUs: 400, stamp: "user" }],
    ["the clock was set back", { receivedKernelUs: T - 5e6 }, { rttUs: 400, stamp: "user" }],
    ["the clock was set forward", { receivedKernelUs: T + 5e6 }, { rttUs: 400, stamp: "user" }],
    ["the clock was set before sending", { sentRealtimeUs: T - 5e6 }, {
      rttUs: 30,
      stamp: "kernel",
    }],
    ["both within one tick", { receivedKernelUs: T + 70 }, { rttUs: 1, stamp: "kernel" }],
    ["read in the same instant", { elapsedUs: 0 }, { rttUs: 30, stamp: "kernel" }],
  ];
  for (const [name, change, expected] of table) {
    const stamps = {
      sentRealtimeUs: T,
      sentKernelUs: T + 70,
      receivedKernelUs: T + 100,
      elapsedUs: 400,
      ...change,
    };
    assert.deepEqual(roundTrip(stamps), expected, name);
  }
});
