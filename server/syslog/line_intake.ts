import type { AllowList } from "./allow_list.ts";
import type { Via } from "./arrivals.ts";
import { BatchQueue } from "./batch_queue.ts";
import { canonicalAddress } from "./ip_text.ts";
import { MAX_KEPT_BYTES } from "./parse.ts";
import { batchMemory, BatchWriter, type RawBatch } from "./raw_batch.ts";
import { type SenderCounters, SenderTable } from "./sender_table.ts";
import type { Timers } from "./timers.ts";

/** What became of a batch that was stored. */
export interface BatchOutcome {
  /** The batch's memory, to be used again. */
  buffer: ArrayBuffer;
  /** Of each of the batch's senders, how many messages had no syslog priority. */
  unparsed: readonly number[];
}

export interface IntakeOptions {
  /** Reads and stores the messages. */
  onBatch: (batch: RawBatch) => Promise<BatchOutcome>;
  /** Called when `onBatch` rejects. Must not throw. */
  onError: (error: unknown) => void;
  /** Who may send. */
  allowList: AllowList;
  /** Unix time in milliseconds. */
  now?: () => number;
  timers?: Timers;
  /** Batches that are read at once. */
  atOnce?: number;
  /** Most batches that wait. */
  queueCapacity?: number;
  maxBatch?: number;
  maxBatchBytes?: number;
  maxDelayMs?: number;
  senderCapacity?: number;
}

/** Counts since the start. */
export interface IntakeCounters {
  /** Messages taken. */
  received: number;
  bytes: number;
  /** Of those read, how many had no syslog priority. */
  unparsed: number;
  /** Datagrams and connections of senders that are not allowed. */
  refused: number;
  /** Messages dropped because the consumer was too slow. */
  dropped: number;
  /** Messages in batches that the consumer failed at. */
  failed: number;
  /** Messages that wait for the consumer now. */
  queued: number;
  /** Senders whose own counters were given up for newer senders. */
  sendersEvicted: number;
}

const DEFAULTS = {
  atOnce: 1,
  /** 96 MiB, and two seconds of a flood: as long as another reader needs to come up to speed. */
  queueCapacity: 96,
  /** As many as a block of the store holds. */
  maxBatch: 2_048,
  /** 512 for each message: fewer of longer ones go together. */
  maxBatchBytes: 1024 * 1024,
  maxDelayMs: 100,
  senderCapacity: 1024,
};

/**
 * Where all receivers put their messages: counts them by sender, and hands them over in batches, as
 * they came. Does little with each, so that the kernel's buffer is empty in time.
 */
export class LineIntake {
  readonly #options: IntakeOptions & typeof DEFAULTS;
  readonly #now: () => number;
  readonly #queue: BatchQueue;
  readonly #senders: SenderTable;
  /** Apart from #senders, so that strangers cannot push the known ones out. */
  readonly #strangers: SenderTable;
  readonly #totals = { received: 0, bytes: 0, unparsed: 0, refused: 0 };

  constructor(options: IntakeOptions) {
    this.#options = { ...DEFAULTS, ...options };
    const { onError, atOnce, queueCapacity, maxBatch, maxBatchBytes, maxDelayMs, senderCapacity } =
      this.#options;
    this.#now = options.now ?? Date.now;
    this.#queue = new BatchQueue({
      onBatch: (batch) => this.#handOver(batch),
      onError,
      timers: options.timers ?? globalThis,
      capacity: queueCapacity,
      atOnce,
      maxBatch,
      maxBatchBytes,
      maxDelayMs,
    });
    this.#senders = new SenderTable(senderCapacity);
    this.#strangers = new SenderTable(senderCapacity);
  }

  counters(): IntakeCounters {
    return {
      ...this.#totals,
      dropped: this.#queue.dropped,
      failed: this.#queue.failed,
      queued: this.#queue.size,
      sendersEvicted: this.#senders.evicted + this.#strangers.evicted,
    };
  }

  /** Counters by sender, the last seen first; then those of refused senders. */
  senders(): SenderCounters[] {
    return [...this.#senders.list(), ...this.#strangers.list()];
  }

  /**
   * The sender's address in its one spelling, or null when it may not send, which is counted.
   *
   * @param from The address as the socket says it.
   */
  admit(from: string): string | null {
    const address = canonicalAddress(from) ?? from;
    if (this.#options.allowList.allows(address)) return address;
    this.#totals.refused++;
    this.#strangers.touch(address, this.#now()).refused++;
    return null;
  }

  /** Who takes no notice has the oldest dropped. */
  get hasRoom(): boolean {
    return this.#queue.hasRoom;
  }

  /** Resolves when there may be room: look again then. */
  room(): Promise<void> {
    return this.#queue.room();
  }

  /**
   * Takes one message of a sender that was admitted.
   *
   * @param bytes At most a line's, and a few more. Copied, so the buffer may be used again.
   * @param via How it came.
   */
  take(bytes: Uint8Array, sender: string, via: Via = "datagram"): void {
    const atMs = this.#now();
    this.#count(bytes, sender, atMs);
    this.#queue.push(bytes, sender, via, atMs);
  }

  /** Takes messages past the queue; resolves when they are stored, rejects when they cannot be. */
  async takeNow(messages: readonly Uint8Array[], sender: string): Promise<void> {
    const atMs = this.#now(), { maxBatch } = this.#options;
    for (const message of messages) this.#count(message, sender, atMs);
    for (let at = 0; at < messages.length; at += maxBatch) {
      const part = messages.slice(at, at + maxBatch).map((bytes) =>
        bytes.subarray(0, MAX_KEPT_BYTES)
      );
      const bytes = part.reduce((sum, { length }) => sum + length, 0);
      const writer = new BatchWriter(batchMemory(part.length, bytes), part.length);
      for (const message of part) writer.push(message, sender, "api", atMs);
      await this.#handOver(writer.batch());
    }
  }

  /** Hands over what waits, and resolves when it is stored. */
  flush(): Promise<void> {
    return this.#queue.flush();
  }

  #count(bytes: Uint8Array, address: string, atMs: number): void {
    const sender = this.#senders.touch(address, atMs);
    this.#totals.received++;
    this.#totals.bytes += bytes.length;
    sender.received++;
    sender.bytes += bytes.length;
  }

  async #handOver(batch: RawBatch): Promise<ArrayBuffer> {
    const { senders } = batch;
    const { buffer, unparsed } = await this.#options.onBatch(batch);
    unparsed.forEach((count, i) => {
      this.#totals.unparsed += count;
      const sender = this.#senders.known(senders[i].address);
      if (sender !== undefined) sender.unparsed += count;
    });
    return buffer;
  }
}
