import type { Arrival, SenderHealth, TrafficCounters } from "@/shared/live/traffic.ts";
import type { Place, TrafficEvent } from "@/shared/traffic/event.ts";

export interface TrafficQuery {
  /** At most this many events. */
  limit: number;
  /** Only events with a smaller id: the cursor of the next page. */
  beforeId?: number;
  kind?: TrafficEvent["kind"];
  /** Address that sent the datagram. */
  sender?: string;
  src?: string;
  /** Free text in the raw line, without regard to ASCII case. */
  text?: string;
}

/** What a search found, newest first. A search looks at a part of what is kept, and says how far. */
export interface TrafficPage {
  events: TrafficEvent[];
  /** `beforeId` of what comes next; null when nothing older is kept. */
  nextBeforeId: number | null;
  /** Nothing newer than this was left out, Unix milliseconds; null when all was searched. */
  searchedToMs: number | null;
}

/** What traffic can be counted by. */
export type TrafficGroup = "country" | "source" | "type" | "status" | "asn" | "sender";

export const TRAFFIC_GROUPS: readonly TrafficGroup[] = [
  "country",
  "source",
  "type",
  "status",
  "asn",
  "sender",
];

export interface TrafficCount {
  key: string;
  count: number;
}

/** How a web site did, by the access logs of its servers. */
export interface SiteSummary {
  site: string;
  requests: number;
  /** Answered with a status of 500 or above. */
  errors: number;
  /** Percentiles of the duration, exact to 9 %; null where the log has no durations. */
  p50Ms: number | null;
  p95Ms: number | null;
}

/** Events of one source address that are still kept. Times are Unix milliseconds. */
export interface SourceSummary {
  count: number;
  firstAtMs: number | null;
  lastAtMs: number | null;
}

/** Events of one stretch of time; stretches without events are left out of a series. */
export interface TrafficStretch {
  /** Unix time in milliseconds, a multiple of the step. */
  startMs: number;
  counts: Record<TrafficEvent["kind"], number>;
}

/** What the lines of one sender measured under one name. */
export interface NumberSeries {
  name: string;
  /** Oldest first; stretches without numbers are left out. */
  points: NumberPoint[];
}

export interface NumberPoint {
  /** Unix time in milliseconds, a multiple of the step. */
  startMs: number;
  count: number;
  min: number;
  mean: number;
  max: number;
}

export interface NumberQuery {
  /** The address or the name of a source that sent the lines. */
  sender: string;
  sinceMs: number;
  /** Length of a stretch in milliseconds: whole minutes. */
  stepMs: number;
}

export interface SeriesQuery {
  sinceMs: number;
  /** Length of a stretch in milliseconds. */
  stepMs: number;
  /** Only events of this source address. */
  src?: string;
}

export interface TrafficService {
  events(query: TrafficQuery): Promise<TrafficPage>;
  /** Most frequent first, over the last `windowMs`. */
  summary(by: TrafficGroup, windowMs: number): Promise<TrafficCount[]>;
  /** Busiest first, over the last `windowMs`. */
  sites(windowMs: number): Promise<SiteSummary[]>;
  senders(): SenderHealth[];
  counters(): TrafficCounters;
  /** The kinds of sender that have ever sent anything. */
  arrivals(): Arrival[];
  locate(address: string): Promise<Place>;
  /** Takes lines of any program as a source of their own; resolves when they are stored. */
  addLines(source: string, lines: string[]): Promise<void>;
  /** Oldest first. */
  series(query: SeriesQuery): Promise<TrafficStretch[]>;
  source(src: string): Promise<SourceSummary>;
  /** By name, in the order of the names. */
  numbers(query: NumberQuery): Promise<NumberSeries[]>;
}

/** Which kinds of sender have come, beyond the end of the process. */
export interface ArrivalStore {
  /** A row of each kind, the first that came before the others. */
  arrivals(): Promise<Arrival[]>;
  /** Keeps the rows of these kinds as they are now. */
  keepArrivals(arrivals: readonly Arrival[]): Promise<void>;
}

export interface TrafficStore {
  /** Keeps the events in one transaction, gives them their ids, and returns them in that order. */
  addEvents(events: TrafficEvent[]): Promise<TrafficEvent[]>;
  /** Numbers of events that were added and are not in `numbers`: too many names in their minute. */
  numbersLeftOut(): number;
  /** Writes the counts of the last events; the caller does so every second or so. */
  writeCounts(): Promise<void>;
  events(query: TrafficQuery): Promise<TrafficPage>;
  /** By whole minutes; without what `writeCounts` of another connection has not written yet. */
  countBy(by: TrafficGroup, sinceMs: number): Promise<TrafficCount[]>;
  sites(sinceMs: number): Promise<SiteSummary[]>;
  /** By whole minutes where the step is one; finer ones from the newest events that are kept. */
  series(query: SeriesQuery): Promise<TrafficStretch[]>;
  source(src: string): Promise<SourceSummary>;
  /** By whole minutes; without what `writeCounts` of another connection has not written yet. */
  numbers(query: NumberQuery): Promise<NumberSeries[]>;
  /**
   * Removes events received before `beforeMs`, about `limit` of them; returns how many. Events that
   * are packed together go together, with the newest of them.
   */
  removeEventsBefore(beforeMs: number, limit: number): Promise<number>;
  /** Removes counts of minutes before `beforeMs`, one hour of them; returns how many rows. */
  removeCountsBefore(beforeMs: number): Promise<number>;
}
