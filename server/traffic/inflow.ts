import type { TrafficEvent } from "@/shared/traffic/event.ts";
import type { TrafficStore } from "../domain/traffic.ts";

/** Most events that are told at once; the rest is counted. */
export const MAX_TOLD = 200;

/** What was stored since the last time, as far as it is shown live. */
export interface StoredNews {
  /** The newest, in the order they arrived. */
  events: TrafficEvent[];
  /** Events that were stored but are not in `events`. */
  leftOut: number;
}

/** Events in from the receivers, stored, then kept for the live feed. */
export class Inflow {
  #fresh: TrafficEvent[] = [];
  #leftOut = 0;

  constructor(private readonly store: Pick<TrafficStore, "addEvents">) {}

  /**
   * Resolves when the events are stored. The receiver waits for it before it hands over the next
   * batch, so that the one bounded queue is the receiver's own.
   */
  async take(events: TrafficEvent[]): Promise<void> {
    const stored = await this.store.addEvents(events);
    const all = this.#fresh.concat(stored.slice(-MAX_TOLD));
    this.#leftOut += Math.max(0, stored.length - MAX_TOLD) + Math.max(0, all.length - MAX_TOLD);
    this.#fresh = all.slice(-MAX_TOLD);
  }

  /** What is new since the last call. */
  news(): StoredNews {
    const news = { events: this.#fresh, leftOut: this.#leftOut };
    this.#fresh = [];
    this.#leftOut = 0;
    return news;
  }
}
