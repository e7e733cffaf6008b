import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { icmpName } from "@/shared/traffic/icmp_names.ts";
import type { DimensionCounts } from "../domain/packed_events.ts";
import type { TrafficGroup } from "../domain/traffic.ts";

/** What is counted by the minute. The numbers are in the database. */
export const DIMENSION = {
  country: 1,
  source: 2,
  type: 3,
  status: 4,
  asn: 5,
  sender: 6,
  /** Requests to a site. */
  siteRequests: 7,
  /** Of these, how many the server failed at (status 500 and above). */
  siteErrors: 8,
  /** Requests to a site by duration; `bucket` is that of {@linkcode durationBucket}. */
  siteDuration: 9,
  /** What kind of event it was: icmp, connection, http or text. */
  kind: 10,
} as const satisfies Record<TrafficGroup, number> & Record<string, number>;

/** Stands for all further keys of a dimension in a minute. */
export const OTHERS = "(others)";

/**
 * Most different keys of a dimension in a minute. Source addresses may be forged, and the counts
 * are kept for a year: what is beyond is counted together.
 */
export const MAX_KEYS_A_MINUTE = 2_000;

const MINUTE_MS = 60_000;
/** Each bucket is 9 % wider than the one before: that is how exact a percentile is. */
const BUCKETS_A_DOUBLING = 8;
const MAX_KEY_LENGTH = 255;

export const minuteOf = (atMs: number): number => Math.floor(atMs / MINUTE_MS);

export const durationBucket = (durationMs: number): number =>
  Math.floor(Math.log2(durationMs * 1_000 + 1) * BUCKETS_A_DOUBLING);

/** The middle of a bucket in milliseconds. */
export const bucketMs = (bucket: number): number =>
  (2 ** ((bucket + 0.5) / BUCKETS_A_DOUBLING) - 1) / 1_000;

/** Counts that wait to be added to the database's. */
export class TrafficMinutes {
  /** Events come in the order of time, so that two minutes are enough. */
  readonly #tallies = new Map<number, Tally>();
  #newest: Tally | null = null;
  #size = 0;

  /** Events that were added and not written yet. */
  get size(): number {
    return this.#size;
  }

  add(events: readonly TrafficEvent[]): void {
    for (const event of events) this.#tallyOf(minuteOf(event.receivedAtMs)).add(event);
    this.#size += events.length;
  }

  /** Adds what others counted of so many events. */
  addCounts(counts: readonly DimensionCounts[], events: number): void {
    for (const part of counts) this.#tallyOf(part.minute).addCounts(part);
    this.#size += events;
  }

  /** All that waits. */
  waiting(): DimensionCounts[] {
    return [...this.#tallies.values()].flatMap((tally) => tally.waiting());
  }

  /** Forgets what waited, after it was written. */
  clear(): void {
    for (const tally of this.#tallies.values()) tally.clear();
    const minutes = [...this.#tallies.keys()].sort((a, b) => b - a);
    for (const minute of minutes.slice(2)) this.#tallies.delete(minute);
    this.#size = 0;
  }

  #tallyOf(minute: number): Tally {
    if (this.#newest?.minute === minute) return this.#newest;
    let tally = this.#tallies.get(minute);
    if (tally === undefined) this.#tallies.set(minute, tally = new Tally(minute));
    return this.#newest = tally;
  }
}

type Key = string | number;
/** Zero once it was written: the key still counts as one of the minute's. */
type Counter = { count: number };

/** The counts of one minute. */
class Tally {
  readonly #counts: Map<Key, Counter>[] = Array.from(
    { length: 1 + Math.max(...Object.values(DIMENSION)) },
    () => new Map(),
  );
  /** The last key of each dimension that was found: the next one is likely the same. */
  readonly #last = this.#counts.map(() => ({ value: null as Key | null, counter: { count: 0 } }));
  readonly #durations = new Map<Key, Map<number, number>>();

  constructor(readonly minute: number) {}

  add(event: TrafficEvent): void {
    const { place, http } = event;
    this.#count(DIMENSION.country, place?.country);
    this.#count(DIMENSION.asn, place?.asn);
    this.#count(DIMENSION.source, event.src);
    this.#count(DIMENSION.sender, event.sender);
    this.#count(DIMENSION.type, typeOf(event));
    this.#count(DIMENSION.kind, event.kind);
    if (!http) return;
    this.#count(DIMENSION.status, http.status);
    const site = http.site ?? event.host ?? event.sender;
    const key = this.#count(DIMENSION.siteRequests, site)!;
    if (http.status >= 500) this.#count(DIMENSION.siteErrors, key);
    if (http.durationMs != null) this.#addDuration(key, durationBucket(http.durationMs));
  }

  /** Requests to sites come before what depends on them. */
  addCounts({ dimension, keys, buckets, counts }: DimensionCounts): void {
    const ofSite = dimension === DIMENSION.siteErrors || dimension === DIMENSION.siteDuration;
    const sites = this.#counts[DIMENSION.siteRequests];
    keys.forEach((key, i) => {
      const kept = ofSite && !sites.has(key) ? OTHERS : key;
      if (buckets === null) this.#count(dimension, kept, counts[i]);
      else this.#addDuration(kept, buckets[i], counts[i]);
    });
  }

  waiting(): DimensionCounts[] {
    const { minute } = this;
    const found: DimensionCounts[] = [];
    for (const [dimension, counters] of this.#counts.entries()) {
      const keys: Key[] = [], counts: number[] = [];
      for (const [key, { count }] of counters) {
        if (count === 0) continue;
        keys.push(key);
        counts.push(count);
      }
      if (keys.length === 0) continue;
      found.push({ dimension, minute, keys, buckets: null, counts: Uint32Array.from(counts) });
    }
    const keys: Key[] = [], buckets: number[] = [], counts: number[] = [];
    for (const [key, durations] of this.#durations) {
      for (const [bucket, count] of durations) {
        keys.push(key);
        buckets.push(bucket);
        counts.push(count);
      }
    }
    if (keys.length === 0) return found;
    const dimension = DIMENSION.siteDuration;
    const rest = { buckets: Int32Array.from(buckets), counts: Uint32Array.from(counts) };
    return [...found, { dimension, minute, keys, ...rest }];
  }

  clear(): void {
    for (const counters of this.#counts) {
      for (const counter of counters.values()) counter.count = 0;
    }
    this.#durations.clear();
  }

  /** Gives the key that was counted; null when there is no value. */
  #count(dimension: number, value: Key | null | undefined, count = 1): Key | null {
    if (value === null || value === undefined) return null;
    const last = this.#last[dimension];
    if (last.value === value) {
      last.counter.count += count;
      return value;
    }
    const counters = this.#counts[dimension];
    const known = counters.get(value);
    if (known !== undefined) {
      known.count += count;
      last.value = value;
      last.counter = known;
      return value;
    }
    const key = counters.size >= MAX_KEYS_A_MINUTE ? OTHERS : shortKey(value);
    const counter = counters.get(key);
    if (counter === undefined) counters.set(key, { count });
    else counter.count += count;
    return key;
  }

  #addDuration(site: Key, bucket: number, count = 1): void {
    let buckets = this.#durations.get(site);
    if (buckets === undefined) this.#durations.set(site, buckets = new Map());
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + count);
  }
}

const shortKey = (value: Key): Key =>
  typeof value === "number" ? value : value.slice(0, MAX_KEY_LENGTH);

/** What kind of packet or request it was, as people count it: "echo request", "GET". */
function typeOf(event: TrafficEvent): string | null {
  if (event.http) return event.http.method;
  if (event.tcpSyn && event.dstPort === 443) return "HTTPS connection";
  if (event.tcpSyn && event.dstPort === 80) return "HTTP connection";
  if (event.icmpType === null) return event.proto;
  return icmpName(event.proto ?? "ICMP", event.icmpType, event.icmpCode);
}
