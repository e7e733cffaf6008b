import type { RecipeId } from "../recipes.ts";
import type { TrafficEvent } from "../traffic/event.ts";
import type { EventRate } from "../traffic/event_rate.ts";

/** How one address that sends syslog is doing. Times are Unix milliseconds. */
export interface SenderHealth {
  /** Source address of its datagrams. */
  address: string;
  received: number;
  bytes: number;
  /** Lines no grammar understood: they are shown as text. */
  unparsed: number;
  lastSeenAtMs: number;
}

/** What ever came of one kind of sender. Times are Unix milliseconds. */
export interface Arrival {
  /** `api`: lines that a program posted. */
  kind: RecipeId | "api";
  count: number;
  firstAtMs: number;
  lastAtMs: number;
  /** Who sent the last one. */
  sender: string;
}

/** Counters of the receiver as a whole, since the start of the server. */
export interface TrafficCounters {
  received: number;
  /** Datagrams from addresses that are not allowed. */
  refused: number;
  /** Events that our own queue had to drop. */
  dropped: number;
  /** Datagrams the kernel dropped because its buffer was full; `null` where it does not say. */
  kernelDropped: number | null;
  /** Numbers that are in no graph, because too many names came in their minute. */
  numbersLeftOut: number;
}

export interface TrafficSnapshot {
  topic: "traffic";
  type: "snapshot";
  seq: number;
  sentAtMs: number;
  /** Newest first, at most 200. */
  events: TrafficEvent[];
  /** What came in the last five minutes, as the server counted it. */
  rate: EventRate;
  senders: SenderHealth[];
  counters: TrafficCounters;
}

export interface TrafficDelta {
  topic: "traffic";
  type: "delta";
  seq: number;
  sentAtMs: number;
  /** Newest first: what arrived since the last message, up to the cap. */
  events: TrafficEvent[];
  /** Events that arrived but are left out of `events`, because there were more than the cap. */
  leftOut: number;
  /** Only those that changed. */
  senders: SenderHealth[];
  counters: TrafficCounters;
}

export type TrafficMessage = TrafficSnapshot | TrafficDelta;
