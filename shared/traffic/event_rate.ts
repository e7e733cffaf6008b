import type { TrafficEvent, TrafficKind } from "./event.ts";

/** Length of a bucket and number of buckets: five minutes. */
export const BUCKET_MS = 5_000;
export const BUCKETS = 60;

/** Events of one stretch of {@linkcode BUCKET_MS}. */
export interface RateBucket {
  /** Unix time in milliseconds, a multiple of {@linkcode BUCKET_MS}. */
  startMs: number;
  counts: Record<TrafficKind, number>;
  /** Counted by the server but not sent to the page: of unknown kind. */
  leftOut: number;
}

/** Buckets in order of time, at most {@linkcode BUCKETS}, none empty. */
export type EventRate = readonly RateBucket[];

/** The rate after `events` and, at `nowMs`, `leftOut` more. Buckets out of the window fall away. */
export function addToRate(
  rate: EventRate,
  events: readonly TrafficEvent[],
  leftOut: number,
  nowMs: number,
): EventRate {
  const buckets = new Map(rate.map((bucket) => [bucket.startMs, copy(bucket)]));
  const newest = startOf(nowMs), oldest = newest - (BUCKETS - 1) * BUCKET_MS;
  const bucketAt = (atMs: number) => {
    const startMs = Math.min(startOf(atMs), newest);
    const bucket = buckets.get(startMs) ?? emptyBucket(startMs);
    buckets.set(startMs, bucket);
    return bucket;
  };
  for (const event of events) bucketAt(event.receivedAtMs).counts[event.kind]++;
  if (leftOut > 0) bucketAt(nowMs).leftOut += leftOut;
  return [...buckets.values()]
    .filter(({ startMs }) => startMs >= oldest && startMs <= newest)
    .sort((a, b) => a.startMs - b.startMs);
}

/** Events a second in the last whole bucket before `nowMs`. */
export function rateNow(rate: EventRate, nowMs: number): number {
  const last = rate.find(({ startMs }) => startMs === startOf(nowMs) - BUCKET_MS);
  if (!last) return 0;
  const { icmp, http, connection, text } = last.counts;
  return (icmp + http + connection + text + last.leftOut) / (BUCKET_MS / 1000);
}

export function startOf(atMs: number): number {
  return Math.floor(atMs / BUCKET_MS) * BUCKET_MS;
}

function emptyBucket(startMs: number): RateBucket {
  return { startMs, counts: { icmp: 0, http: 0, connection: 0, text: 0 }, leftOut: 0 };
}

function copy(bucket: RateBucket): RateBucket {
  return { ...bucket, counts: { ...bucket.counts } };
}
