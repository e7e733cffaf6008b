import assert from "node:assert/strict";
import { RECENT_PROBES, RecentProbes } from "./recent_probes.ts";

const seen = (recent: RecentProbes, id: string, fromMs = 0) => {
  const found: [number, number][] = [];
  recent.sight(0).visitBack(id, Infinity, (atMs, result) => {
    if (atMs >= fromMs) found.unshift([atMs, result]);
    return true;
  });
  return found;
};

Deno.test("RecentProbes keeps the newest results of a target in order of time, each once", () => {
  const recent = new RecentProbes();
  for (const atMs of [3, 1, 2, 2, 9, 8, 7, 0]) recent.add("a", atMs, 10 * atMs);
  recent.add("b", 5, 1);
  assert.deepEqual(seen(recent, "a"), [[1, 10], [2, 20], [3, 30], [7, 70], [8, 80], [9, 90]]);
  assert.deepEqual(seen(recent, "a", 8), [[8, 80], [9, 90]]);
  assert.deepEqual(seen(recent, "c"), []);
  recent.keepOnly(new Set(["b"]));
  assert.deepEqual([seen(recent, "a"), seen(recent, "b")], [[], [[5, 1]]]);
});

Deno.test("RecentProbes holds no more after a year of probes than after a day", () => {
  const recent = new RecentProbes();
  for (let hour = 0; hour < 365 * 24; hour++) recent.add("a", hour, 1);
  assert.equal(recent.size, RECENT_PROBES);
});
