import assert from "node:assert/strict";
import { encodeNotes } from "@/shared/wire/round_notes.ts";
import { HourRemarks } from "./hour_remarks.ts";

const IDS = ["target_1", "target_2"];
const round = (startedAtMs: number, flags = 0, ...lateOn: number[]) => ({
  startedAtMs,
  flags,
  notes: encodeNotes(lateOn.map((index) => ({ index, kind: "late", rttUs: 9 })), 1_000).bytes,
});

Deno.test("HourRemarks.of() gives what was said of a target, in order of time", () => {
  const hour = new HourRemarks();
  hour.add(round(30, 0, 1), IDS);
  hour.add(round(10, 1), IDS);
  hour.add(round(20), IDS);
  hour.add(round(40, 0, 0), ["target_2"]);
  const { sinceMs, remarks } = hour.of("target_2", 10, 41);
  assert.equal(sinceMs, 10);
  assert.deepEqual(remarks.map(({ atMs, flags, notes }) => [atMs, flags, notes.length]), [
    [10, 1, 0],
    [30, 0, 1],
    [40, 0, 1],
  ]);
  assert.deepEqual(hour.of("target_1", 11, 41).remarks, []);
  assert.deepEqual(hour.of("target_3", 0, 99).remarks, []);
});

Deno.test("HourRemarks forgets what is over an hour old, and says since when it is complete", () => {
  const hour = new HourRemarks();
  for (const atMs of [0, 1_000, 3_600_000, 3_601_000]) hour.add(round(atMs, 1), IDS);
  assert.equal(hour.completeFromMs, 1);
  assert.deepEqual(hour.of("target_1", 0, 1e9).remarks.map(({ atMs }) => atMs), [
    1_000,
    3_600_000,
    3_601_000,
  ]);
});

Deno.test("HourRemarks never holds more bytes of notes than it may", () => {
  const hour = new HourRemarks(20);
  for (let n = 1; n <= 100; n++) {
    hour.add(round(n, 0, 1), IDS);
    assert.ok(hour.bytes <= 20);
  }
  assert.equal(hour.bytes, 16);
  assert.equal(hour.completeFromMs, 99);
});
