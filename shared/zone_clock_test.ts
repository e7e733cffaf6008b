import assert from "node:assert/strict";
import { zoneClock } from "./zone_clock.ts";

const times: [zone: string, local: Parameters<typeof Date.UTC>, utc: string][] = [
  ["Asia/Tokyo", [2026, 10, 21, 5, 59, 10], "2026-11-20T20:59:10.000Z"],
  ["Europe/Berlin", [2026, 6, 1, 0, 30, 0], "2026-06-30T22:30:00.000Z"],
  ["Europe/Berlin", [2026, 2, 29, 3, 30, 0], "2026-03-29T01:30:00.000Z"],
  ["Asia/Kolkata", [2026, 0, 1, 0, 0, 0, 7], "2025-12-31T18:30:00.007Z"],
  ["America/St_Johns", [2026, 0, 1, 0, 15, 0], "2026-01-01T03:45:00.000Z"],
  ["UTC", [2026, 0, 1, 0, 0, 0], "2026-01-01T00:00:00.000Z"],
];

for (const [zone, local, utc] of times) {
  Deno.test(`zoneClock() gives ${utc} when it is ${local.slice(1).join(" ")} in ${zone}`, () => {
    const [year, month0, day, hour, minute, second, ms] = local as number[];
    const clock = zoneClock(zone);
    for (let again = 0; again < 2; again++) {
      const atMs = clock(year, month0, day, hour, minute, second, ms ?? 0);
      assert.equal(new Date(atMs).toISOString(), utc);
    }
  });
}
