import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { icmpName } from "@/shared/traffic/icmp_names.ts";
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

export interface MinuteCount {
  dimension: number;
  minute: number;
  key: string;
  bucket: number;
  count: number;
}

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

  /** All that waits. */
  *waiting(): Iterable<MinuteCount> {
    for (const tally of this.#tallies.values()) yield* tally.waiting();
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

  *waiting(): Iterable<MinuteCount> {
    const { minute } = this;
    for (const [dimension, counters] of this.#counts.entries()) {
      for (const [key, { count }] of counters) {
        if (count > 0) yield { dimension, minute, key: String(key), bucket: 0, count };
      }
    }
    for (const [key, buckets] of this.#durations) {
      for (const [bucket, count] of buckets) {
        yield { dimension: DIMENSION.siteDuration, minute, key: String(key), bucket, count };
      }
    }
  }

  clear(): void {
    for (const counters of this.#counts) {
      for (const counter of counters.values()) counter.count = 0;
    }
    this.#durations.clear();
  }

  /** Gives the key that was counted; null when there is no value. */
  #count(dimension: number, value: Key | null | undefined): Key | null {
    if (value === null || value === undefined) return null;
    const last = this.#last[dimension];
    if (last.value === value) {
      last.counter.count++;
      return value;
    }
    const counters = this.#counts[dimension];
    const known = counters.get(value);
    if (known !== undefined) {
      known.count++;
      last.value = value;
      last.counter = known;
      return value;
    }
    const key = counters.size >= MAX_KEYS_A_MINUTE ? OTHERS : keptKey(value);
    const counter = counters.get(key);
    if (counter === undefined) counters.set(key, { count: 1 });
    else counter.count++;
    return key;
  }

  #addDuration(site: Key, bucket: number): void {
    let buckets = this.#durations.get(site);
    if (buckets === undefined) this.#durations.set(site, buckets = new Map());
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
  }
}

const utf8 = { encoder: new TextEncoder(), decoder: new TextDecoder() };

/** A copy: a part of a line would keep the whole line in memory for as long as it is a key. */
function keptKey(value: Key): Key {
  if (typeof value === "number") return value;
  return utf8.decoder.decode(utf8.encoder.encode(value.slice(0, MAX_KEY_LENGTH)));
}

/** What kind of packet or request it was, as people count it: "echo request", "GET". */
function typeOf(event: TrafficEvent): string | null {
  if (event.http) return event.http.method;
  if (event.tcpSyn && event.dstPort === 443) return "HTTPS connection";
  if (event.tcpSyn && event.dstPort === 80) return "HTTP connection";
  if (event.icmpType === null) return event.proto;
  return icmpName(event.proto ?? "ICMP", event.icmpType, event.icmpCode);
}
