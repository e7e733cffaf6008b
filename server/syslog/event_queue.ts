import { type TrafficEvent } from "@/shared/traffic/event.ts";

/** The two timer functions used here; the global ones fit. */
export interface Timers {
  setTimeout(run: () => void, delayMs: number): number;
  clearTimeout(timer: number): void;
}

/** Where events go. A returned promise holds the next batch back until it settles. */
export type OnEvents = (batch: TrafficEvent[]) => void | Promise<void>;

export interface EventQueueOptions {
  onEvents: OnEvents;
  /** Called when `onEvents` throws; its batch is lost and counted. */
  onError: (error: unknown) => void;
  timers: Timers;
  /** Most events that wait. */
  capacity: number;
  /** Most characters of their lines: a line may be as long as 64 KiB. */
  capacityChars: number;
  /** Most events in one batch. */
  maxBatch: number;
  /** Longest time that an event waits for its batch to fill. */
  maxDelayMs: number;
}

/**
 * Gathers events into batches for one consumer. When the consumer falls behind, the oldest events
 * are dropped and counted: a live view and a bounded store are better served by what is new.
 */
export class EventQueue {
  readonly #options: EventQueueOptions;
  #waiting: TrafficEvent[] = [];
  /** Index of the oldest event in #waiting; what is before it is already taken or dropped. */
  #head = 0;
  /** Characters of the lines that wait. */
  #chars = 0;
  #timer: number | null = null;
  #delivery: Promise<void> | null = null;
  #whenRoom: (() => void)[] = [];
  /** Events dropped because the queue was full. */
  dropped = 0;
  /** Events in batches that the consumer threw on. */
  failed = 0;

  constructor(options: EventQueueOptions) {
    this.#options = options;
  }

  /** Events that wait now. */
  get size(): number {
    return this.#waiting.length - this.#head;
  }

  /** Null when there is room; else resolves when there is, for a source that can wait. */
  room(): Promise<void> | null {
    if (!this.#isFull) return null;
    return new Promise((resolve) => this.#whenRoom.push(resolve));
  }

  push(event: TrafficEvent): void {
    const { maxBatch, maxDelayMs, timers } = this.#options;
    while (this.#isFull && this.size > 0) {
      this.#chars -= this.#waiting[this.#head].raw.length;
      this.#head++;
      this.dropped++;
      this.#compact();
    }
    this.#waiting.push(event);
    this.#chars += event.raw.length;
    if (this.#delivery !== null) return;
    if (this.size >= maxBatch) this.#deliver(maxBatch);
    else this.#timer ??= timers.setTimeout(() => this.#deliver(1), maxDelayMs);
  }

  get #isFull(): boolean {
    const { capacity, capacityChars } = this.#options;
    return this.size >= capacity || this.#chars >= capacityChars;
  }

  /** Hands over all that waits, then resolves. */
  async flush(): Promise<void> {
    while (this.#delivery !== null || this.size > 0) {
      if (this.#delivery === null) this.#deliver(1);
      await this.#delivery;
    }
  }

  /** Starts handing over batches for as long as at least `least` events wait. */
  #deliver(least: number): void {
    if (this.#timer !== null) this.#options.timers.clearTimeout(this.#timer);
    this.#timer = null;
    this.#delivery = this.#deliverAll(least).finally(() => {
      this.#delivery = null;
      if (this.size === 0) return;
      this.#timer ??= this.#options.timers.setTimeout(
        () => this.#deliver(1),
        this.#options.maxDelayMs,
      );
    });
  }

  async #deliverAll(least: number): Promise<void> {
    const { onEvents, onError, maxBatch } = this.#options;
    while (this.size >= least && this.size > 0) {
      const batch = this.#take(maxBatch);
      try {
        await onEvents(batch);
      } catch (error) {
        this.failed += batch.length;
        onError(error);
      }
      least = maxBatch;
    }
  }

  #take(count: number): TrafficEvent[] {
    const batch = this.#waiting.slice(this.#head, this.#head + count);
    this.#head += batch.length;
    for (const { raw } of batch) this.#chars -= raw.length;
    this.#compact();
    for (const resolve of this.#whenRoom.splice(0)) resolve();
    return batch;
  }

  /** Frees the taken part once it is the larger one, so that it costs O(1) for each event. */
  #compact(): void {
    if (this.#head * 2 < this.#waiting.length) return;
    this.#waiting = this.#waiting.slice(this.#head);
    this.#head = 0;
  }
}
