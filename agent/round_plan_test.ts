import assert from "node:assert/strict";
import type { Target } from "@/shared/target.ts";
import { planOf, SPREAD_MS } from "./round_plan.ts";

const list = (count: number, intervalMs = 5_000) => ({
  revision: 1,
  targets: Array.from({ length: count }, (_, n): Target => ({
    id: `target_${n + 1}`,
    address: "127.0.0.1",
    name: "",
    kind: "icmp",
    intervalMs,
    warnMs: 200,
    group: "",
  })),
});

/** True when ten equal parts of `limit` hold about as many of the numbers each. */
function isEven(numbers: number[], limit: number): boolean {
  const tenths = new Array(10).fill(0);
  for (const n of numbers) tenths[Math.floor(n / limit * 10)]++;
  return tenths.every((n) => n > numbers.length * 0.06 && n < numbers.length * 0.14);
}

Deno.test("planOf() spreads targets over a round, the same way each time", () => {
  const plan = planOf(list(10_000));
  assert.deepEqual(plan, planOf(list(10_000)));
  const offsets = plan.map(({ offsetMs }) => offsetMs);
  assert.deepEqual(offsets, offsets.toSorted((a, b) => a - b));
  assert.ok(offsets.every((offset) => offset >= 0 && offset < SPREAD_MS));
  assert.ok(isEven(offsets, SPREAD_MS));
  assert.ok(plan.every(({ every, phase }) => every === 1 && phase === 0));
});

Deno.test("planOf() spreads targets with a long interval over the rounds", () => {
  const plan = planOf(list(10_000, 3_600_000));
  assert.ok(plan.every(({ every, phase }) => every === 720 && phase >= 0 && phase < 720));
  assert.ok(isEven(plan.map(({ phase }) => phase), 720));
  const early = plan.filter(({ offsetMs }) => offsetMs < SPREAD_MS / 10);
  assert.ok(isEven(early.map(({ phase }) => phase), 720), "the time in a round tells no phase");
});

Deno.test("planOf() keeps each target's place in the results", () => {
  const { targets } = list(50);
  for (const { index, target } of planOf({ revision: 1, targets })) {
    assert.equal(targets[index], target);
  }
});
