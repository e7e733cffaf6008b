import assert from "node:assert/strict";
import { type TrafficEvent } from "@/shared/traffic/event.ts";
import { EventQueue, type EventQueueOptions, type Timers } from "./event_queue.ts";
import { parseSyslog } from "./parse.ts";

function event(n: number): TrafficEvent {
  return parseSyslog(new TextEncoder().encode(String(n)), n, "192.0.2.1");
}

/** Timers that run when told to. */
class ManualTimers implements Timers {
  readonly pending = new Map<number, () => void>();
  #next = 1;
  setTimeout(run: () => void): number {
    this.pending.set(this.#next, run);
    return this.#next++;
  }
  clearTimeout(timer: number): void {
    this.pending.delete(timer);
  }
  fire(): void {
    const runs = [...this.pending.values()];
    this.pending.clear();
    for (const run of runs) run();
  }
}

function setUp(options: Partial<EventQueueOptions> = {}) {
  const timers = new ManualTimers();
  const batches: string[][] = [];
  const errors: unknown[] = [];
  const queue = new EventQueue({
    onEvents: (batch) => void batches.push(batch.map((e) => e.raw)),
    onError: (error) => void errors.push(error),
    timers,
    capacity: 4,
    capacityChars: 100,
    maxBatch: 3,
    maxDelayMs: 100,
    ...options,
  });
  return { timers, batches, errors, queue };
}

Deno.test("EventQueue.push() hands over at once when a batch is full", async () => {
  const { queue, batches, timers } = setUp();
  for (let n = 0; n < 3; n++) queue.push(event(n));
  await queue.flush();
  assert.deepEqual(batches, [["0", "1", "2"]]);
  assert.equal(timers.pending.size, 0);
});

Deno.test("EventQueue.push() hands over a part of a batch when its time is up", async () => {
  const { queue, batches, timers } = setUp();
  queue.push(event(0));
  queue.push(event(1));
  assert.deepEqual(batches, []);
  assert.equal(timers.pending.size, 1);
  timers.fire();
  await queue.flush();
  assert.deepEqual(batches, [["0", "1"]]);
  assert.equal(timers.pending.size, 0);
});

Deno.test("EventQueue.push() drops the oldest and counts when the consumer is behind", async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => release = resolve);
  const seen: string[] = [];
  const { queue } = setUp({
    onEvents: async (batch) => {
      seen.push(...batch.map((e) => e.raw));
      await gate;
    },
  });
  for (let n = 0; n < 10; n++) queue.push(event(n));
  assert.equal(queue.size, 4);
  assert.equal(queue.dropped, 3);
  release();
  await queue.flush();
  assert.deepEqual(seen, ["0", "1", "2", "6", "7", "8", "9"]);
  assert.equal(queue.size, 0);
});

Deno.test("EventQueue counts the batch and goes on when the consumer throws", async () => {
  const seen: string[] = [];
  const { queue, errors } = setUp({
    onEvents: (batch) => {
      if (batch[0].raw === "0") throw new Error("full disk");
      seen.push(...batch.map((e) => e.raw));
    },
  });
  for (let n = 0; n < 5; n++) queue.push(event(n));
  await queue.flush();
  assert.equal(queue.failed, 3);
  assert.deepEqual(errors.map(String), ["Error: full disk"]);
  assert.deepEqual(seen, ["3", "4"]);
});

Deno.test("EventQueue.flush() resolves when there is nothing", async () => {
  const { queue, batches } = setUp();
  await queue.flush();
  assert.deepEqual(batches, []);
});

Deno.test("EventQueue.push() drops the oldest when the lines are too long together", async () => {
  const delivery = Promise.withResolvers<void>();
  const taken: number[] = [];
  const { queue } = setUp({
    maxBatch: 1,
    onEvents: (batch) => {
      taken.push(...batch.map(({ receivedAtMs }) => receivedAtMs));
      return delivery.promise;
    },
  });
  const long = (n: number) => ({ ...event(n), raw: "x".repeat(60) });
  for (let n = 0; n < 4; n++) queue.push(long(n));
  assert.deepEqual([queue.size, queue.dropped], [2, 1]);
  assert.notEqual(queue.room(), null);
  delivery.resolve();
  await queue.flush();
  assert.deepEqual(taken, [0, 2, 3]);
});
