import type { TrafficEvent } from "@/shared/traffic/event.ts";

/**
 * Events that one thread has packed for another one, which stores them: a block, and what is to be
 * added to the counts. All of it crosses threads as it is.
 */
export interface PackedEvents {
  /** Events inside. */
  count: number;
  /** When the last one was received, Unix milliseconds. */
  newestAtMs: number;
  /** A filter of their source addresses. */
  sources: Uint8Array;
  columns: Uint8Array;
  lines: Uint8Array;
  counts: EventCounts;
}

/** What is counted of events. */
export interface EventCounts {
  minutes: DimensionCounts[];
  numbers: NumberSum[];
  /** Numbers that are in no sum: too many names in their minute. */
  numbersLeftOut: number;
}

/** What was counted of one dimension in one minute: keys, and how often each came. */
export interface DimensionCounts {
  dimension: number;
  /** Unix minute. */
  minute: number;
  keys: (string | number)[];
  /** Of each key the bucket, where the dimension has some. */
  buckets: Int32Array | null;
  counts: Uint32Array;
}

/** What a sender's lines measured under one name in one minute. */
export interface NumberSum {
  sender: string;
  name: string;
  /** Unix minute. */
  minute: number;
  count: number;
  sum: number;
  min: number;
  max: number;
}

/** A store that takes packed events. */
export interface PackedStore {
  /** Keeps them behind all others, as if they were added one by one. */
  addPacked(packed: PackedEvents): Promise<ReadStored>;
}

/** Gives the newest so many of the events that were stored, which are unpacked for it. */
export type ReadStored = (newest: number) => TrafficEvent[];
