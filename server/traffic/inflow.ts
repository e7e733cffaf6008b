import type { TrafficEvent } from "@/shared/traffic/event.ts";
import type { PackedEvents, PackedStore, ReadStored } from "../domain/packed_events.ts";
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

/** Events that were stored together. Packed ones are unpacked only when they are to be told. */
interface Fresh {
  count: number;
  read: ReadStored;
}

/** Events in from the receivers, stored, then kept for the live feed. */
export class Inflow {
  /** The newest last; all before it together are fewer than are told. */
  #fresh: Fresh[] = [];
  #leftOut = 0;

  constructor(private readonly store: Pick<TrafficStore, "addEvents"> & PackedStore) {}

  /** Resolves when the events are stored. */
  async take(events: TrafficEvent[]): Promise<void> {
    const stored = await this.store.addEvents(events);
    // The others need not be kept for it.
    const newest = stored.slice(-MAX_TOLD);
    this.#leftOut += stored.length - newest.length;
    this.#keep({ count: newest.length, read: () => newest });
  }

  /** Resolves when they are stored. */
  async takePacked(packed: PackedEvents): Promise<void> {
    const read = await this.store.addPacked(packed);
    this.#keep({ count: packed.count, read });
  }

  /** What is new since the last call. */
  news(): StoredNews {
    const total = this.#fresh.reduce((sum, { count }) => sum + count, 0);
    const events = this.#fresh.flatMap(({ read }) => read(MAX_TOLD)).slice(-MAX_TOLD);
    const leftOut = this.#leftOut + total - events.length;
    this.#fresh = [];
    this.#leftOut = 0;
    return { events, leftOut };
  }

  #keep(fresh: Fresh): void {
    this.#fresh.push(fresh);
    let count = this.#fresh.reduce((sum, { count }) => sum + count, 0);
    while (count - this.#fresh[0].count >= MAX_TOLD) {
      const { count: old } = this.#fresh.shift()!;
      this.#leftOut += old;
      count -= old;
    }
  }
}
