import type { Via } from "./arrivals.ts";

/** Who sent messages of a batch, and how. */
export interface BatchSender {
  /** Canonical text of the address, or the name of a program. */
  address: string;
  via: Via;
}

/**
 * Messages as they came, one behind the other in one piece of memory, which goes from one thread to
 * another without being copied. An object for each message would cost more than reading it.
 */
export interface RawBatch {
  /** {@linkcode BatchLayout}: tables of `capacity` rows, then the bytes. */
  buffer: ArrayBuffer;
  /** Messages that the tables have room for. */
  capacity: number;
  /** Messages inside. */
  count: number;
  senders: BatchSender[];
}

const TABLES_BYTES = 8 + 4 + 2;

/** The parts of a batch's memory. */
class BatchLayout {
  /** When each message came, Unix milliseconds. */
  readonly atMs: Float64Array;
  /** Where each message ends among the bytes; it begins where the one before it ends. */
  readonly ends: Uint32Array;
  /** Which of the senders each message is of. */
  readonly senderOf: Uint16Array;
  readonly bytes: Uint8Array;

  constructor(buffer: ArrayBuffer, capacity: number) {
    this.atMs = new Float64Array(buffer, 0, capacity);
    this.ends = new Uint32Array(buffer, 8 * capacity, capacity);
    this.senderOf = new Uint16Array(buffer, 12 * capacity, capacity);
    this.bytes = new Uint8Array(buffer, TABLES_BYTES * capacity);
  }
}

/** Memory for a batch of so many messages with so many bytes together. */
export function batchMemory(capacity: number, bytes: number): ArrayBuffer {
  return new ArrayBuffer(TABLES_BYTES * capacity + bytes);
}

/** Puts messages into a batch. */
export class BatchWriter {
  readonly #layout: BatchLayout;
  readonly #senders: BatchSender[] = [];
  /** Index of a sender by how it sends and its address. */
  readonly #places = new Map<Via, Map<string, number>>();
  #last: BatchSender | null = null;
  #lastPlace = 0;
  #count = 0;
  #end = 0;

  /** @param buffer Of {@linkcode batchMemory} for as many messages; what is in it is forgotten. */
  constructor(private readonly buffer: ArrayBuffer, private readonly capacity: number) {
    this.#layout = new BatchLayout(buffer, capacity);
  }

  get count(): number {
    return this.#count;
  }

  get isFull(): boolean {
    return this.#count === this.capacity;
  }

  fits(message: Uint8Array): boolean {
    return !this.isFull && this.#end + message.length <= this.#layout.bytes.length;
  }

  /** Copies a message that fits. */
  push(message: Uint8Array, address: string, via: Via, atMs: number): void {
    const { ends, senderOf, bytes } = this.#layout;
    const i = this.#count++;
    bytes.set(message, this.#end);
    ends[i] = this.#end += message.length;
    this.#layout.atMs[i] = atMs;
    senderOf[i] = this.#placeOf(address, via);
  }

  batch(): RawBatch {
    const { buffer, capacity } = this;
    return { buffer, capacity, count: this.#count, senders: this.#senders };
  }

  /** One sender's messages come many at a time. */
  #placeOf(address: string, via: Via): number {
    if (this.#last?.address === address && this.#last.via === via) return this.#lastPlace;
    let places = this.#places.get(via);
    if (places === undefined) this.#places.set(via, places = new Map());
    let place = places.get(address);
    if (place === undefined) {
      place = this.#senders.push({ address, via }) - 1;
      places.set(address, place);
    }
    this.#last = this.#senders[place];
    return this.#lastPlace = place;
  }
}

/** Looks into a batch. */
export class BatchReader {
  readonly #layout: BatchLayout;

  constructor(private readonly batch: RawBatch) {
    this.#layout = new BatchLayout(batch.buffer, batch.capacity);
  }

  /** Index of the sender of message `i`. */
  senderOf(i: number): number {
    return this.#layout.senderOf[i];
  }

  /** When message `i` came, Unix milliseconds. */
  atMs(i: number): number {
    return this.#layout.atMs[i];
  }

  /** Where message `i` begins among the bytes; of the number of messages: where the last ends. */
  start(i: number): number {
    return i === 0 ? 0 : this.#layout.ends[i - 1];
  }

  /** A view of the messages from `first` up to `end`, without `end`. */
  bytes(first: number, end = first + 1): Uint8Array {
    return this.#layout.bytes.subarray(this.start(first), this.start(end));
  }

  get count(): number {
    return this.batch.count;
  }
}
