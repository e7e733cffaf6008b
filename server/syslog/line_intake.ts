import type { Arrival } from "@/shared/live/traffic.ts";
import { type Place, type TrafficEvent } from "@/shared/traffic/event.ts";
import { type AllowList } from "./allow_list.ts";
import { type WallClock } from "./clock_text.ts";
import { EventQueue, type OnEvents, type Timers } from "./event_queue.ts";
import { canonicalAddress } from "./ip_text.ts";
import { Arrivals, type Via } from "./arrivals.ts";
import { parseSyslog } from "./parse.ts";
import { SenderFields } from "./w3c_fields.ts";
import { type SenderCounters, SenderTable } from "./sender_table.ts";

export interface IntakeOptions {
  onEvents: OnEvents;
  /** Called when `onEvents` throws. Must not throw. */
  onError: (error: unknown) => void;
  /** Who may send. */
  allowList: AllowList;
  /** Gives events their place, when there is a locator. */
  locate?: (address: string) => Place;
  /** Zone of a sender whose time stamps have none; UTC by default. */
  wallClockOf?: (sender: string) => WallClock;
  /** Unix time in milliseconds. */
  now?: () => number;
  timers?: Timers;
  /** The kinds of sender that came before this process. */
  arrivals?: readonly Arrival[];
  queueCapacity?: number;
  queueCapacityChars?: number;
  maxBatch?: number;
  maxDelayMs?: number;
  senderCapacity?: number;
}

/** Counts since the start. */
export interface IntakeCounters {
  /** Messages taken. */
  received: number;
  bytes: number;
  unparsed: number;
  /** Datagrams and connections of senders that are not allowed. */
  refused: number;
  /** Events dropped because the consumer was too slow. */
  dropped: number;
  /** Events in batches that the consumer threw on. */
  failed: number;
  /** Events that wait for the consumer now. */
  queued: number;
  /** Senders whose own counters were given up for newer senders. */
  sendersEvicted: number;
}

const DEFAULTS = {
  queueCapacity: 65_536,
  queueCapacityChars: 64 * 1024 * 1024,
  maxBatch: 2_048,
  maxDelayMs: 100,
  senderCapacity: 1024,
};

/** Where all receivers put their lines: parses, locates, counts, and hands over batches of events. */
export class LineIntake {
  readonly #options: IntakeOptions;
  readonly #now: () => number;
  readonly #queue: EventQueue;
  readonly #senders: SenderTable;
  /** Apart from #senders, so that strangers cannot push the known ones out. */
  readonly #strangers: SenderTable;
  /** Of W3C extended logs. */
  readonly #fields: SenderFields;
  readonly #arrivals: Arrivals;
  readonly #totals = { received: 0, bytes: 0, unparsed: 0, refused: 0 };

  constructor(options: IntakeOptions) {
    const senderCapacity = options.senderCapacity ?? DEFAULTS.senderCapacity;
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#queue = new EventQueue({
      onEvents: options.onEvents,
      onError: options.onError,
      timers: options.timers ?? globalThis,
      capacity: options.queueCapacity ?? DEFAULTS.queueCapacity,
      capacityChars: options.queueCapacityChars ?? DEFAULTS.queueCapacityChars,
      maxBatch: options.maxBatch ?? DEFAULTS.maxBatch,
      maxDelayMs: options.maxDelayMs ?? DEFAULTS.maxDelayMs,
    });
    this.#arrivals = new Arrivals(options.arrivals);
    this.#fields = new SenderFields(senderCapacity);
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

  /** The kinds of sender that have ever sent anything. */
  arrivals(): Arrival[] {
    return this.#arrivals.list();
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

  /** Null when there is room; else resolves when there is. Who does not ask has the oldest dropped. */
  room(): Promise<void> | null {
    return this.#queue.room();
  }

  /**
   * Takes one message of a sender that was admitted.
   *
   * @param bytes Copied, so the buffer may be used again.
   * @param via How it came.
   */
  take(bytes: Uint8Array, sender: string, via: Via = "datagram"): void {
    this.#queue.push(this.#eventOf(bytes, sender, via));
  }

  /** Takes messages past the queue; resolves when the consumer has them, rejects when it throws. */
  async takeNow(messages: readonly Uint8Array[], sender: string): Promise<void> {
    await this.#options.onEvents(messages.map((bytes) => this.#eventOf(bytes, sender, "api")));
  }

  /** Hands over what waits, and resolves when the consumer has taken it. */
  flush(): Promise<void> {
    return this.#queue.flush();
  }

  #eventOf(bytes: Uint8Array, address: string, via: Via): TrafficEvent {
    const { locate, wallClockOf } = this.#options;
    const nowMs = this.#now();
    const fields = this.#fields.of(address);
    const event = parseSyslog(bytes, nowMs, address, wallClockOf?.(address), fields);
    if (event.kind === "text") this.#fields.learn(address, event.raw);
    if (event.src !== null && locate !== undefined) event.place = locate(event.src);
    const sender = this.#senders.touch(address, nowMs);
    this.#arrivals.note(event, via);
    // Without a priority, what came as syslog was not understood.
    const unparsed = via !== "api" && event.severity === null ? 1 : 0;
    this.#totals.received++;
    this.#totals.bytes += bytes.length;
    this.#totals.unparsed += unparsed;
    sender.received++;
    sender.bytes += bytes.length;
    sender.unparsed += unparsed;
    return event;
  }
}
