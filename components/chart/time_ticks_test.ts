import assert from "node:assert/strict";
import { timeTicks, zoneLabel } from "./time_ticks.ts";

const HOUR = 3_600_000, DAY = 24 * HOUR, NINE = 9 * HOUR;
const start = Date.parse("2026-11-20T20:58:30Z");
const cases: [name: string, lengthMs: number, offsetMs: number, words: string[]][] = [
  ["an hour", HOUR, 0, ["21:00", "21:15", "21:30", "21:45"]],
  ["a day nine hours ahead", DAY, NINE, ["06:00", "12:00", "18:00", "11-22"]],
  ["a week", 7 * DAY, 0, ["11-21", "11-23", "11-25", "11-27"]],
  ["a minute", 60_000, 0, ["20:58:30", "20:58:45", "20:59:00", "20:59:15"]],
];
for (const [name, lengthMs, offsetMs, words] of cases) {
  Deno.test(`timeTicks() marks ${name}`, () => {
    const ticks = timeTicks(start, start + lengthMs, 4, offsetMs);
    assert.deepEqual(ticks.map(({ text }) => text), words);
    assert.ok(ticks.every(({ atMs }) => atMs >= start && atMs <= start + lengthMs));
  });
}

Deno.test("zoneLabel() names a zone by how far it is from UTC", () => {
  const labels = [0, NINE, 5.5 * HOUR, -3.5 * HOUR].map(zoneLabel);
  assert.deepEqual(labels, ["UTC", "UTC+9", "UTC+5:30", "UTC−3:30"]);
});
