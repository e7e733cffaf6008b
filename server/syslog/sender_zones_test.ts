import assert from "node:assert/strict";
import { wallClocks, zoneClock } from "./sender_zones.ts";

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

Deno.test("wallClocks() takes the first entry that fits, and UTC when none does", () => {
  const clockOf = wallClocks([
    { from: "192.0.2.1", zone: "Asia/Tokyo" },
    { from: "192.0.2.0/24", zone: "Asia/Kolkata" },
  ]);
  const hoursOf = (sender: string) =>
    (Date.UTC(2026, 0, 1) - clockOf(sender)(2026, 0, 1, 0, 0, 0, 0)) / 3_600_000;
  assert.deepEqual(["192.0.2.1", "192.0.2.2", "192.0.3.1"].map(hoursOf), [9, 5.5, 0]);
  assert.throws(() => wallClocks([{ from: "x", zone: "UTC" }]), TypeError);
  assert.throws(() => wallClocks([{ from: "192.0.2.1", zone: "Mars/Base" }]), RangeError);
});
