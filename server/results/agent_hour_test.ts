import assert from "node:assert/strict";
import fc from "fast-check";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { AgentHour, HOUR_ROUNDS } from "./agent_hour.ts";

const read = (hour: AgentHour, target: string, fromMs = 0) => {
  const seen: [number, number][] = [];
  hour.visit(target, fromMs, (atMs, result) => seen.push([atMs, result]));
  return seen;
};
const results = (...values: number[]) => new Uint32Array(values);

Deno.test("AgentHour gives each target its own results", () => {
  const hour = new AgentHour();
  hour.add(1_000, ["a", "b"], results(10, 20));
  hour.add(6_000, ["b", "c"], results(21, 31));
  assert.deepEqual(read(hour, "a"), [[1_000, 10]]);
  assert.deepEqual(read(hour, "b"), [[1_000, 20], [6_000, 21]]);
  assert.deepEqual(read(hour, "b", 1_001), [[6_000, 21]]);
  assert.deepEqual(read(hour, "c"), [[6_000, 31]]);
  assert.deepEqual(read(hour, "unknown"), []);
});

Deno.test("AgentHour leaves out what was not probed", () => {
  const hour = new AgentHour();
  hour.add(1_000, ["a"], results(RESULT_CODES.notProbed));
  hour.add(2_000, ["a"], results(RESULT_CODES.timeout));
  assert.deepEqual(read(hour, "a"), [[2_000, RESULT_CODES.timeout]]);
});

Deno.test("AgentHour keeps the newest rounds and refuses older ones when full", () => {
  const hour = new AgentHour();
  for (let i = 1; i <= HOUR_ROUNDS + 10; i++) hour.add(i, ["a"], results(i));
  assert.equal(hour.oldestAtMs, 11);
  assert.equal(hour.newestAtMs, HOUR_ROUNDS + 10);
  hour.add(5, ["a"], results(5));
  const seen = read(hour, "a");
  assert.equal(seen.length, HOUR_ROUNDS);
  assert.deepEqual(seen[0], [11, 11]);
});

Deno.test("AgentHour sorts rounds that arrive in any order", () => {
  fc.assert(fc.property(
    fc.uniqueArray(fc.integer({ min: 1, max: 5_000 }), { maxLength: 900 }),
    (times) => {
      const hour = new AgentHour();
      for (const t of times) hour.add(t, ["a"], results(t));
      const seen = read(hour, "a");
      assert.deepEqual(seen.map(([t]) => t), seen.map(([t]) => t).toSorted((a, b) => a - b));
      assert.ok(seen.every(([t, result]) => t === result), "a result stays with its time");
      if (times.length <= HOUR_ROUNDS) assert.equal(seen.length, times.length);
    },
  ));
});

Deno.test("AgentHour.keepOnly() forgets targets", () => {
  const hour = new AgentHour();
  hour.add(1, ["a", "b"], results(1, 2));
  hour.keepOnly(new Set(["b"]));
  assert.deepEqual(read(hour, "a"), []);
  assert.deepEqual(read(hour, "b"), [[1, 2]]);
});
