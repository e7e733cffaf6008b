import assert from "node:assert/strict";
import { Deadlines, type Timed } from "@/agent/icmp/deadlines.ts";
import { FakeTimers } from "@/agent/icmp/fake_timers.ts";

interface Item extends Timed {
  name: string;
}

function setUp() {
  const timers = new FakeTimers();
  const expired: string[] = [];
  const deadlines: Deadlines<Item> = new Deadlines(timers, () => {
    expired.push(...deadlines.takeDue().map(({ name }) => name));
  });
  const add = (name: string, timeoutMs: number): Item => {
    const item = { name, timeoutMs, sentAtMs: timers.nowMs() };
    deadlines.add(item);
    return item;
  };
  return { timers, expired, deadlines, add };
}

Deno.test("Deadlines expires each item at its time when they have different ones", () => {
  const { timers, expired, add } = setUp();
  add("slow", 3_000);
  timers.advance(100);
  add("fast", 500);
  add("slow too", 3_000);
  timers.advance(499);
  assert.deepEqual(expired, []);
  timers.advance(1);
  assert.deepEqual(expired, ["fast"]);
  timers.advance(2_400);
  assert.deepEqual(expired, ["fast", "slow"]);
  timers.advance(100);
  assert.deepEqual(expired, ["fast", "slow", "slow too"]);
  assert.equal(timers.pending, 0);
});

Deno.test("Deadlines never expires what was removed, and keeps no timer for nothing", () => {
  const { timers, expired, deadlines, add } = setUp();
  const first = add("first", 100);
  const second = add("second", 100);
  deadlines.remove(first);
  assert.equal(timers.pending, 1);
  deadlines.remove(second);
  deadlines.remove(second);
  assert.equal(timers.pending, 0);
  add("third", 100);
  deadlines.remove(add("fourth", 50));
  timers.advance(1_000);
  assert.deepEqual(expired, ["third"]);
  add("fifth", 100);
  deadlines.clear();
  assert.equal(timers.pending, 0);
});

Deno.test("Deadlines rounds up when a deadline is between two milliseconds", () => {
  const { timers, expired, add } = setUp();
  add("half", 99.5);
  timers.advance(99);
  assert.deepEqual(expired, []);
  timers.advance(1);
  assert.deepEqual(expired, ["half"]);
});

Deno.test("Deadlines uses one timer when a thousand items wait", () => {
  const { timers, expired, add } = setUp();
  for (let i = 0; i < 1_000; i++) add(`${i}`, 3_000);
  assert.equal(timers.made, 1);
  timers.advance(3_000);
  assert.equal(expired.length, 1_000);
});
