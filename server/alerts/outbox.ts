import type { Channel } from "@/shared/alerts.ts";
import type { AlertMessage, AlertStore, ChannelHealth, Delivery } from "../domain/alerts.ts";

/** Messages that may wait for one channel; beyond that the oldest goes. */
export const MAX_WAITING = 100;
/** How long to wait after the 1st, 2nd, … failure; after the last the message is given up. */
export const RETRIES_MS: readonly number[] = [5, 15, 60, 300, 900, 1_800, 3_600, 7_200]
  .map((seconds) => seconds * 1000);
const MAX_ERROR_LENGTH = 300;

export interface OutboxOptions {
  store: Pick<AlertStore, "saveDelivery" | "removeDelivery">;
  channel(id: number): Channel | null;
  /** Sends one message; throws what went wrong. */
  send(channel: Channel, message: AlertMessage): Promise<void>;
  now: () => number;
  logError(message: string, error: unknown): void;
}

/** What waits for one channel, and how that is doing. */
class Queue {
  waiting: Delivery[] = [];
  running: Promise<void> | null = null;
  health: Omit<ChannelHealth, "waiting"> = {
    sent: 0,
    failed: 0,
    dropped: 0,
    lastSentAtMs: null,
    lastError: null,
  };
}

/**
 * Messages on their way. A channel gets one after the other; while it is down they wait, the first
 * is tried again after longer and longer, and in the end given up and counted.
 */
export class Outbox {
  #queues = new Map<number, Queue>();
  #closed = false;

  constructor(private readonly options: OutboxOptions) {}

  /** Takes messages, oldest first; they are stored already. */
  add(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) {
      const queue = this.#queue(delivery.channelId);
      queue.waiting.push(delivery);
      // The one under way stays: it may just have arrived.
      const oldest = queue.running ? 1 : 0;
      if (queue.waiting.length > MAX_WAITING) this.#drop(queue, queue.waiting[oldest]);
    }
  }

  /** Sends what is due; does not wait for it. */
  tick(): void {
    if (this.#closed) return;
    const nowMs = this.options.now();
    for (const [id, queue] of this.#queues) {
      if (queue.running || !queue.waiting.length || queue.waiting[0].nextAtMs > nowMs) continue;
      queue.running = this.#sendFirst(id, queue)
        .catch((error) => this.options.logError("a message could not be put away", error))
        .finally(() => queue.running = null);
    }
  }

  health(channelId: number): ChannelHealth {
    const { waiting, health } = this.#queues.get(channelId) ?? new Queue();
    return { waiting: waiting.length, ...health };
  }

  /** The same for all channels together. */
  totals(): { waiting: number; sent: number; failed: number; dropped: number } {
    const totals = { waiting: 0, sent: 0, failed: 0, dropped: 0 };
    for (const { waiting, health } of this.#queues.values()) {
      totals.waiting += waiting.length;
      for (const key of ["sent", "failed", "dropped"] as const) totals[key] += health[key];
    }
    return totals;
  }

  /** What was said of a try beside the queue: a test message. */
  note(channelId: number, error: unknown | null): void {
    const { health } = this.#queue(channelId);
    if (error === null) {
      health.sent++;
      health.lastSentAtMs = this.options.now();
      health.lastError = null;
    } else {
      health.failed++;
      health.lastError = wordsOf(error);
    }
  }

  /** Forgets a channel that is gone. */
  forget(channelId: number): void {
    for (const delivery of this.#queues.get(channelId)?.waiting ?? []) this.#putAway(delivery);
    this.#queues.delete(channelId);
  }

  /** Ends when what is under way has arrived or failed; the rest waits in the store. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#queues.values()].map(({ running }) => running));
  }

  async #sendFirst(id: number, queue: Queue): Promise<void> {
    const delivery = queue.waiting[0];
    const channel = this.options.channel(id);
    if (!channel?.enabled) {
      queue.waiting.shift();
      return this.#putAway(delivery);
    }
    try {
      await this.options.send(channel, delivery.message);
      this.note(id, null);
      queue.waiting.splice(queue.waiting.indexOf(delivery), 1);
      this.#putAway(delivery);
    } catch (error) {
      this.note(id, error);
      delivery.attempts++;
      if (delivery.attempts > RETRIES_MS.length) return this.#drop(queue, delivery);
      delivery.nextAtMs = this.options.now() + RETRIES_MS[delivery.attempts - 1];
      const { attempts, nextAtMs } = delivery;
      if (delivery.id > 0) await this.options.store.saveDelivery(delivery.id, attempts, nextAtMs);
    }
  }

  #drop(queue: Queue, delivery: Delivery): void {
    queue.waiting.splice(queue.waiting.indexOf(delivery), 1);
    queue.health.dropped++;
    this.#putAway(delivery);
  }

  /** Ids below 1 are of messages that the disk had no room for. */
  #putAway({ id }: Delivery): void {
    if (id < 1) return;
    this.options.store.removeDelivery(id).catch((error) =>
      this.options.logError("a message that was sent could not be removed", error)
    );
  }

  #queue(channelId: number): Queue {
    let queue = this.#queues.get(channelId);
    if (!queue) this.#queues.set(channelId, queue = new Queue());
    return queue;
  }
}

const wordsOf = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).slice(0, MAX_ERROR_LENGTH);
