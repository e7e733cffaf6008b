import assert from "node:assert/strict";
import { FakeTime } from "./testing/fake_time.ts";
import { Gate } from "./gate.ts";

Deno.test("Gate.run() lets no more than its limit in, in order", async () => {
  using time = new FakeTime(0);
  const gate = new Gate(2);
  const ends: (() => void)[] = [];
  const started: number[] = [];
  const done: (number | null)[] = [];
  for (const n of [1, 2, 3, 4]) {
    gate.run(1_000, () => {
      started.push(n);
      return new Promise<number>((resolve) => ends.push(() => resolve(n)));
    }).then((value) => done.push(value));
  }
  await time.pass(10);
  assert.deepEqual(started, [1, 2]);
  ends[1]();
  await time.pass(10);
  assert.deepEqual(started, [1, 2, 3]);
  ends[0]();
  ends[2]();
  await time.pass(10);
  ends[3]();
  await time.pass(10);
  assert.deepEqual([started, done, gate.skipped], [[1, 2, 3, 4], [2, 1, 3, 4], 0]);
});

Deno.test("Gate.run() gives null and counts when the turn does not come", async () => {
  using time = new FakeTime(0);
  const gate = new Gate(1);
  let end = () => {};
  const first = gate.run(100, () => new Promise<string>((resolve) => end = () => resolve("first")));
  const second = gate.run(100, () => Promise.resolve("never"));
  await time.pass(100);
  assert.equal(await second, null);
  assert.equal(gate.skipped, 1);
  end();
  assert.equal(await first, "first");
  assert.equal(await gate.run(100, () => Promise.resolve("third")), "third");
});

Deno.test("Gate.run() lets the next in after work that failed", async () => {
  const gate = new Gate(1);
  await assert.rejects(gate.run(100, () => Promise.reject(new Error("broken"))), /broken/);
  assert.equal(await gate.run(100, () => Promise.resolve(1)), 1);
});
