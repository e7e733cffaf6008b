import assert from "node:assert/strict";
import { readRfc3339 } from "./clock_text.ts";

const TIMES: readonly [string, string | null][] = [
  ["2026-11-20T20:59:10Z", "2026-11-20T20:59:10.000Z"],
  ["2026-11-20T20:59:10.5+09:00", "2026-11-20T11:59:10.500Z"],
  ["2026-11-20t20:59:10.123456-05:30", "2026-11-21T02:29:10.123Z"],
  ["2026-11-20T20:59:10.999999999Z", "2026-11-20T20:59:10.999Z"],
  ["2026-12-31T23:59:60Z", "2027-01-01T00:00:00.000Z"],
  ["2028-02-29T00:00:00Z", "2028-02-29T00:00:00.000Z"],
  ["2026-02-29T00:00:00Z", null],
  ["2026-13-01T00:00:00Z", null],
  ["2026-00-01T00:00:00Z", null],
  ["2026-11-20T24:00:00Z", null],
  ["2026-11-20T20:60:10Z", null],
  ["2026-11-20T20:59:10", null],
  ["2026-11-20 20:59:10Z", null],
  ["2026-11-20T20:59:10+9", null],
  ["", null],
  ["2026-", null],
];

Deno.test("readRfc3339() reads a time with a zone and refuses what is no time", () => {
  for (const [text, iso] of TIMES) {
    const time = readRfc3339(text, 0);
    assert.equal(time === null ? null : new Date(time.atMs).toISOString(), iso, text);
    if (time !== null) assert.equal(time.end, text.length, text);
  }
});
