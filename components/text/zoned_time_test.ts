import assert from "node:assert/strict";
import { dayEndIn, dayStartIn, minuteIn } from "./zoned_time.ts";

const CASES: [read: typeof minuteIn, zone: string, text: string, time: string][] = [
  [minuteIn, "UTC", "2026-01-31T09:30", "2026-01-31T09:30:00.000Z"],
  [minuteIn, "Asia/Tokyo", "2026-01-31T09:30", "2026-01-31T00:30:00.000Z"],
  [minuteIn, "Europe/Berlin", "2026-07-01T00:30", "2026-06-30T22:30:00.000Z"],
  [dayStartIn, "Asia/Tokyo", "2026-01-31", "2026-01-30T15:00:00.000Z"],
  [dayEndIn, "UTC", "2026-01-31", "2026-01-31T23:59:59.999Z"],
  [dayEndIn, "Asia/Kolkata", "2026-12-31", "2026-12-31T18:29:59.999Z"],
  // An hour shorter than others: the clocks go forward.
  [dayEndIn, "Europe/Berlin", "2026-03-29", "2026-03-29T21:59:59.999Z"],
];
for (const [read, zone, text, time] of CASES) {
  Deno.test(`${read.name}() gives ${time} for ${text} in ${zone}`, () => {
    assert.equal(read(zone, text), time);
  });
}

Deno.test("what is no time, or of no zone, is given back to be refused", () => {
  for (const text of ["", "tomorrow", "2026-01-31T09:30:00Z", "2026-01-31"]) {
    assert.equal(minuteIn("UTC", text), text);
  }
  assert.equal(minuteIn("Mars/Base", "2026-01-31T09:30"), "2026-01-31T09:30");
  assert.equal(dayStartIn("UTC", "2026-01-31T09:30"), "2026-01-31T09:30");
});
