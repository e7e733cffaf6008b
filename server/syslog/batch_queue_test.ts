import assert from "node:assert/strict";
import { BatchQueue, type BatchQueueOptions } from "./batch_queue.ts";
import { BatchReader, type RawBatch } from "./raw_batch.ts";
import type { Timers } from "./timers.ts";

const utf8 = { encoder: new TextEncoder(), decoder: new TextDecoder() };

const textsOf = (batch: RawBatch): string[] => {
  const reader = new BatchReader(batch);
  return Array.from({ length: batch.count }, (_, i) => utf8.decoder.decode(reader.bytes(i)));
};

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

function setUp(options: Partial<BatchQueueOptions> = {}) {
  const timers = new ManualTimers();
  const batches: string[][] = [];
  const errors: unknown[] = [];
  const queue = new BatchQueue({
    onBatch: (batch) => {
      batches.push(textsOf(batch));
      return Promise.resolve(batch.buffer);
    },
    onError: (error) => void errors.push(error),
    timers,
    atOnce: 1,
    capacity: 2,
    maxBatch: 3,
    maxBatchBytes: 100,
    maxDelayMs: 100,
    ...options,
  });
  const push = (text: string) => queue.push(utf8.encoder.encode(text), "192.0.2.1", "lines", 7);
  return { timers, batches, errors, queue, push };
}

/** A consumer that finishes a batch when told to. */
function slowly() {
  const taken: string[][] = [];
  const finish: (() => void)[] = [];
  const onBatch = (batch: RawBatch) => {
    taken.push(textsOf(batch));
    return new Promise<ArrayBuffer>((resolve) => finish.push(() => resolve(batch.buffer)));
  };
  const finishAll = async (queue: BatchQueue) => {
    let isFlushed = false;
    queue.flush().then(() => isFlushed = true);
    while (!isFlushed) {
      for (const one of finish.splice(0)) one();
      await Promise.resolve();
    }
  };
  return { taken, finish, onBatch, finishAll };
}

Deno.test("BatchQueue.push() hands over at once when a batch is full", async () => {
  const { queue, batches, push, timers } = setUp();
  for (const text of ["0", "1", "2"]) push(text);
  assert.deepEqual(batches, [["0", "1", "2"]]);
  await queue.flush();
  assert.equal(timers.pending.size, 0);
});

Deno.test("BatchQueue.push() hands over a part of a batch when its time is up", async () => {
  const { queue, batches, push, timers } = setUp();
  push("0");
  push("1");
  assert.deepEqual([batches, timers.pending.size, queue.size], [[], 1, 2]);
  timers.fire();
  assert.deepEqual(batches, [["0", "1"]]);
  await queue.flush();
  assert.deepEqual([timers.pending.size, queue.size], [0, 0]);
});

Deno.test("BatchQueue.push() begins another batch when a message does not fit into one", async () => {
  const { queue, batches, push } = setUp();
  const long = "x".repeat(60);
  for (const text of [long, "1", long, "3"]) push(text);
  await queue.flush();
  assert.deepEqual(batches, [[long, "1"], [long, "3"]]);
});

Deno.test("BatchQueue.push() drops the oldest that wait, and counts, when the consumer is behind", async () => {
  const { taken, onBatch, finishAll } = slowly();
  const { queue, push } = setUp({ onBatch });
  for (let n = 0; n < 14; n++) push(String(n));
  assert.deepEqual([queue.size, queue.dropped], [8, 3]);
  await finishAll(queue);
  assert.deepEqual(taken.map((texts) => texts.join()), ["0,1,2", "6,7,8", "9,10,11", "12,13"]);
});

Deno.test("BatchQueue hands over so many at once, and gathers meanwhile", async () => {
  const { taken, finish, onBatch, finishAll } = slowly();
  const { queue, push, timers } = setUp({ onBatch, atOnce: 2 });
  for (let n = 0; n < 7; n++) push(String(n));
  timers.fire();
  push("7");
  assert.deepEqual(taken.map((texts) => texts.join()), ["0,1,2", "3,4,5"]);
  finish.shift()!();
  // The time of what waits was up.
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  assert.deepEqual(taken.at(-1), ["6", "7"]);
  await finishAll(queue);
  assert.equal(queue.dropped, 0);
});

Deno.test("BatchQueue.room() lets a source wait until there is some, so that nothing is dropped", async () => {
  const { taken, onBatch, finish, finishAll } = slowly();
  const { queue, push } = setUp({ onBatch, maxBatch: 1 });
  const source = async (from: number) => {
    for (let n = from; n < from + 5; n++) {
      while (!queue.hasRoom) await queue.room();
      push(String(n));
    }
  };
  let isDone = false;
  Promise.all([source(0), source(10)]).then(() => isDone = true);
  assert.equal(queue.hasRoom, false);
  while (!isDone) {
    finish.shift()?.();
    await Promise.resolve();
  }
  await finishAll(queue);
  const all = taken.flat().map(Number).toSorted((a, b) => a - b);
  assert.deepEqual(all, [0, 1, 2, 3, 4, 10, 11, 12, 13, 14]);
  assert.equal(queue.dropped, 0);
});

Deno.test("BatchQueue counts the batch and goes on when the consumer fails", async () => {
  const seen: string[] = [];
  const { queue, push, errors } = setUp({
    onBatch: (batch) => {
      const texts = textsOf(batch);
      if (texts[0] === "0") return Promise.reject(new Error("full disk"));
      seen.push(...texts);
      return Promise.resolve(batch.buffer);
    },
  });
  for (let n = 0; n < 5; n++) push(String(n));
  await queue.flush();
  assert.equal(queue.failed, 3);
  assert.deepEqual(errors.map(String), ["Error: full disk"]);
  assert.deepEqual(seen, ["3", "4"]);
});

Deno.test("BatchQueue.flush() resolves when there is nothing", async () => {
  const { queue, batches } = setUp();
  await queue.flush();
  assert.deepEqual(batches, []);
});
