import type { TrafficEvent } from "@/shared/traffic/event.ts";
import type { PackedEvents } from "../domain/packed_events.ts";
import { BlockWriter } from "./block_writer.ts";
import { sourceFilter } from "./source_filter.ts";
import { BLOCK_EVENTS } from "./traffic_block.ts";
import { TrafficMinutes } from "./traffic_minutes.ts";
import { TrafficNumbers } from "./traffic_numbers.ts";

/** A block of long lines is ended early, so that a reader never unpacks much more than this. */
const MAX_BLOCK_CHARS = 4 * 1024 * 1024;
/** Events that are added at once. */
const TOGETHER = 64;

export type PackedBlock = Omit<PackedEvents, "counts">;

/** Packs events into blocks. Used for one block after the other. */
class EventPacker {
  readonly #block = new BlockWriter();
  #sources: (string | null)[] = [];
  #newestAtMs = 0;

  /** As {@linkcode BlockWriter.add} does. */
  add(events: readonly TrafficEvent[], ascii: Uint8Array | null): void {
    this.#block.add(events, ascii);
    for (const { src, receivedAtMs } of events) {
      this.#sources.push(src);
      if (receivedAtMs > this.#newestAtMs) this.#newestAtMs = receivedAtMs;
    }
  }

  take(): PackedBlock {
    const count = this.#block.count, newestAtMs = this.#newestAtMs;
    const sources = sourceFilter(this.#sources);
    this.#sources = [];
    this.#newestAtMs = 0;
    return { count, newestAtMs, sources, ...this.#block.take() };
  }
}

/** Packs and counts events that get their ids when they are stored. */
export class CountingPacker {
  readonly #packer = new EventPacker();
  #minutes = new TrafficMinutes();
  #numbers = new TrafficNumbers();

  /** As {@linkcode BlockWriter.add} does. */
  add(events: readonly TrafficEvent[], ascii: Uint8Array | null): void {
    this.#packer.add(events, ascii);
    this.#minutes.add(events);
    this.#numbers.add(events);
  }

  /** All that was added; begins anew. */
  take(): PackedEvents {
    const counts = {
      minutes: this.#minutes.waiting(),
      numbers: this.#numbers.waiting(),
      numbersLeftOut: this.#numbers.leftOut,
    };
    this.#minutes = new TrafficMinutes();
    this.#numbers = new TrafficNumbers();
    return { ...this.#packer.take(), counts };
  }
}

/** Packs events into as many blocks as are needed, in their order. */
export function packEvents(events: readonly TrafficEvent[]): PackedBlock[] {
  const blocks: PackedBlock[] = [];
  for (let at = 0; at < events.length;) {
    const packer = new EventPacker();
    const first = at;
    for (let chars = 0; at < events.length && chars < MAX_BLOCK_CHARS;) {
      const room = Math.min(TOGETHER, first + BLOCK_EVENTS - at);
      if (room === 0) break;
      const some = events.slice(at, at + room);
      packer.add(some, null);
      at += some.length;
      chars += some.reduce((sum, { raw }) => sum + raw.length, 0);
    }
    blocks.push(packer.take());
  }
  return blocks;
}
