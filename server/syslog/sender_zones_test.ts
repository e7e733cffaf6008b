import assert from "node:assert/strict";
import { wallClocks } from "./sender_zones.ts";

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
