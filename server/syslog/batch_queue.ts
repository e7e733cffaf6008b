import type { Via } from "./arrivals.ts";
import { batchMemory, BatchWriter, type RawBatch } from "./raw_batch.ts";
import type { Timers } from "./timers.ts";

/** Where batches go: resolves with the batch's memory, to be used again, when it is stored. */
export type OnBatch = (batch: RawBatch) => Promise<ArrayBuffer>;

export interface BatchQueueOptions {
  onBatch: OnBatch;
  /** Called when `onBatch` rejects; its messages are lost and counted. */
  onError: (error: unknown) => void;
  timers: Timers;
  /** Batches that are handed over at once; the next one follows when one is stored. */
  atOnce: number;
  /** Most batches that wait. */
  capacity: number;
  /** Most messages in one batch. */
  maxBatch: number;
  /** Most bytes in one batch, and of a message. */
  maxBatchBytes: number;
  /** Longest time that a message waits for its batch to fill, while there is nothing else to do. */
  maxDelayMs: number;
}

/**
 * Gathers messages into batches for one consumer. When the consumer falls behind, the oldest batch
 * is dropped and its messages are counted: a live view and a bounded store are better served by what
 * is new.
 */
export class BatchQueue {
  readonly #options: BatchQueueOptions;
  #open: BatchWriter | null = null;
  /** Full ones, the oldest first. */
  readonly #waiting: RawBatch[] = [];
  /** The open batch has waited long enough. */
  #isDue = false;
  #timer: number | null = null;
  #underWay = 0;
  /** Memory of batches that were stored. */
  readonly #spare: ArrayBuffer[] = [];
  #whenRoom: (() => void)[] = [];
  #whenEmpty: (() => void)[] = [];
  /** Messages dropped because the queue was full. */
  dropped = 0;
  /** Messages in batches that the consumer failed at. */
  failed = 0;

  constructor(options: BatchQueueOptions) {
    this.#options = options;
  }

  /** Messages that wait now. */
  get size(): number {
    return this.#waiting.reduce((sum, { count }) => sum + count, this.#open?.count ?? 0);
  }

  /** Who takes no notice has the oldest dropped. */
  get hasRoom(): boolean {
    return this.#waiting.length < this.#options.capacity;
  }

  /** Resolves when there may be room, for a source that can wait: it looks again then. */
  room(): Promise<void> {
    return new Promise((resolve) => {
      if (this.hasRoom) resolve();
      else this.#whenRoom.push(resolve);
    });
  }

  /** Copies a message. */
  push(message: Uint8Array, sender: string, via: Via, atMs: number): void {
    const { maxDelayMs, timers } = this.#options;
    if (this.#open !== null && !this.#open.fits(message)) this.#close();
    this.#open ??= this.#newBatch();
    this.#open.push(message, sender, via, atMs);
    if (this.#open.isFull) this.#close();
    else {
      this.#timer ??= timers.setTimeout(() => {
        this.#timer = null;
        this.#isDue = true;
        this.#handOver();
      }, maxDelayMs);
    }
  }

  /** Hands over all that waits; resolves when it is stored. */
  async flush(): Promise<void> {
    while (this.#underWay > 0 || this.size > 0) {
      const empty = new Promise<void>((resolve) => this.#whenEmpty.push(resolve));
      this.#isDue = true;
      this.#handOver();
      await empty;
    }
  }

  #newBatch(): BatchWriter {
    const { maxBatch, maxBatchBytes } = this.#options;
    return new BatchWriter(this.#spare.pop() ?? batchMemory(maxBatch, maxBatchBytes), maxBatch);
  }

  /** The open batch waits from now on. */
  #close(): void {
    this.#waiting.push(this.#takeOpen());
    if (this.#waiting.length > this.#options.capacity) {
      const { buffer, count } = this.#waiting.shift()!;
      this.dropped += count;
      this.#spare.push(buffer);
    }
    this.#handOver();
  }

  #takeOpen(): RawBatch {
    if (this.#timer !== null) this.#options.timers.clearTimeout(this.#timer);
    this.#timer = null;
    this.#isDue = false;
    const batch = this.#open!.batch();
    this.#open = null;
    return batch;
  }

  /** A part of a batch goes only when there is nothing else to go. */
  #handOver(): void {
    while (this.#underWay < this.#options.atOnce) {
      const batch = this.#waiting.shift() ??
        (this.#isDue && this.#open !== null ? this.#takeOpen() : null);
      if (batch === null) break;
      this.#deliver(batch);
    }
    if (!this.hasRoom) return;
    for (const resolve of this.#whenRoom.splice(0)) resolve();
  }

  async #deliver(batch: RawBatch): Promise<void> {
    const { onBatch, onError, atOnce } = this.#options;
    const { count } = batch;
    this.#underWay++;
    try {
      const buffer = await onBatch(batch);
      // What a flood has needed is given back.
      if (this.#spare.length < atOnce) this.#spare.push(buffer);
    } catch (error) {
      this.failed += count;
      onError(error);
    }
    this.#underWay--;
    this.#handOver();
    if (this.#underWay > 0 || this.#waiting.length > 0) return;
    for (const resolve of this.#whenEmpty.splice(0)) resolve();
  }
}
