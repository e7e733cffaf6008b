import type { TrafficEvent } from "@/shared/traffic/event.ts";
import type { EventCounts, PackedEvents } from "../domain/packed_events.ts";
import { sourceFilter } from "./source_filter.ts";
import { BLOCK_EVENTS, encodeBlock } from "./traffic_block.ts";
import { TrafficMinutes } from "./traffic_minutes.ts";
import { TrafficNumbers } from "./traffic_numbers.ts";

/** A block of long lines is ended early, so that a reader never unpacks much more than this. */
const MAX_BLOCK_CHARS = 4 * 1024 * 1024;

export type PackedBlock = Omit<PackedEvents, "counts">;

/** Packs events into as many blocks as are needed, in their order. */
export function packEvents(events: readonly TrafficEvent[]): PackedBlock[] {
  const blocks: PackedBlock[] = [];
  for (let at = 0; at < events.length;) {
    let end = at + 1;
    let chars = events[at].raw.length;
    while (end < events.length && end - at < BLOCK_EVENTS && chars < MAX_BLOCK_CHARS) {
      chars += events[end++].raw.length;
    }
    blocks.push(packBlock(events.slice(at, end), null));
    at = end;
  }
  return blocks;
}

/**
 * Packs and counts a block of events that get their ids when they are stored.
 *
 * @param ascii The `raw` of all of them one behind the other, when somebody has them so.
 * @throws {RangeError} when there are more than a block holds
 */
export function packCounted(
  events: readonly TrafficEvent[],
  ascii: Uint8Array | null,
): PackedEvents {
  return { ...packBlock(events, ascii), counts: countsOf(events) };
}

function packBlock(events: readonly TrafficEvent[], ascii: Uint8Array | null): PackedBlock {
  const newestAtMs = events.reduce((newest, { receivedAtMs }) => Math.max(newest, receivedAtMs), 0);
  const sources = sourceFilter(events.map(({ src }) => src));
  return { count: events.length, newestAtMs, sources, ...encodeBlock(events, ascii) };
}

function countsOf(events: readonly TrafficEvent[]): EventCounts {
  const minutes = new TrafficMinutes(), numbers = new TrafficNumbers();
  minutes.add(events);
  numbers.add(events);
  return {
    minutes: minutes.waiting(),
    numbers: numbers.waiting(),
    numbersLeftOut: numbers.leftOut,
  };
}
