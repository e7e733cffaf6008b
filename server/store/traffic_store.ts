import type { DatabaseSync } from "node:sqlite";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import type { SiteSummary, TrafficQuery, TrafficStore } from "../domain/traffic.ts";
import { inTransaction } from "./database.ts";
import { sourceFilter } from "./source_filter.ts";
import { BLOCK_EVENTS, encodeBlock } from "./traffic_block.ts";
import {
  bucketMs,
  DIMENSION,
  type MinuteCount,
  minuteOf,
  TrafficMinutes,
} from "./traffic_minutes.ts";
import { numberSeries, removeNumbers, TrafficNumbers } from "./traffic_numbers.ts";
import { trafficSeries, trafficSource } from "./traffic_series.ts";
import { blockEvents, searchEvents, tailEvents } from "./traffic_search.ts";

/** Longest part of the counts that is removed in one step. */
const COUNTS_STEP_MINUTES = 60;

/** A block of long lines is ended early, so that a reader never unpacks much more than this. */
const MAX_BLOCK_CHARS = 4 * 1024 * 1024;

type CountRow = { key: string; bucket: number; count: number };

/**
 * Traffic in SQLite. Any number of connections may read; only one may add, because it keeps the
 * next id and the counts of the last second in memory.
 */
export function sqliteTrafficStore(db: DatabaseSync): TrafficStore {
  let writer: TrafficWriter | null = null;
  const writing = () => writer ??= new TrafficWriter(db);
  return {
    addEvents: (events) => Promise.resolve(writing().add(events)),
    numbersLeftOut: () => writer?.numbersLeftOut ?? 0,
    writeCounts: () => Promise.resolve(writer?.writeCounts()),
    events: (query: TrafficQuery) => searchEvents(db, query),
    countBy: (by, sinceMs) => {
      writer?.writeCounts();
      const rows = db.prepare(
        `SELECT key, sum(count) AS count FROM traffic_minute
         WHERE dimension = ? AND minute >= ? GROUP BY key ORDER BY 2 DESC, 1 LIMIT 100`,
      ).all(DIMENSION[by], minuteOf(sinceMs)) as CountRow[];
      return Promise.resolve(rows.map(({ key, count }) => ({ key, count })));
    },
    sites: (sinceMs) => {
      writer?.writeCounts();
      return Promise.resolve(siteSummaries(db, minuteOf(sinceMs)));
    },
    series: (query) => {
      writer?.writeCounts();
      return trafficSeries(db, query);
    },
    source: (src) => trafficSource(db, src),
    numbers: (query) => {
      writer?.writeCounts();
      return Promise.resolve(numberSeries(db, query));
    },
    removeEventsBefore: (beforeMs, limit) => {
      const tail = db.prepare(
        `DELETE FROM traffic_tail WHERE id IN
         (SELECT id FROM traffic_tail WHERE received_at_ms < ? LIMIT ?)`,
      ).run(beforeMs, limit);
      const blocks = db.prepare(
        `DELETE FROM traffic_block WHERE first_id IN
         (SELECT first_id FROM traffic_block WHERE newest_at_ms < ? ORDER BY first_id LIMIT ?)
         RETURNING last_id - first_id + 1 AS count`,
      ).all(beforeMs, Math.ceil(limit / BLOCK_EVENTS)) as { count: number }[];
      const sealed = blocks.reduce((sum, { count }) => sum + count, 0);
      return Promise.resolve(Number(tail.changes) + sealed);
    },
    removeCountsBefore: (beforeMs) => {
      const oldest = db.prepare(
        "SELECT min(minute) AS minute FROM traffic_minute WHERE dimension = ?",
      ).get(DIMENSION.sender)?.minute as number | null | undefined;
      if (oldest === null || oldest === undefined) return Promise.resolve(0);
      const until = Math.min(minuteOf(beforeMs), oldest + COUNTS_STEP_MINUTES);
      const remove = db.prepare("DELETE FROM traffic_minute WHERE dimension = ? AND minute < ?");
      const changes = inTransaction(db, () => [
        ...Object.values(DIMENSION).map((dimension) => remove.run(dimension, until).changes),
        removeNumbers(db, until),
      ]);
      return Promise.resolve(changes.reduce<number>((sum, count) => sum + Number(count), 0));
    },
  };
}

/** The one that adds. */
class TrafficWriter {
  readonly #minutes = new TrafficMinutes();
  readonly #numbers = new TrafficNumbers();
  #lastId: number;
  #tailCount: number;
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    const progress = db.prepare("SELECT last_id, counted_id FROM traffic_progress").get() as {
      last_id: number;
      counted_id: number;
    };
    this.#lastId = progress.last_id;
    this.#tailCount = Number(db.prepare("SELECT count(*) AS n FROM traffic_tail").get()!.n);
    // What the process before had stored, but not counted when it ended.
    for (const events of blockEvents(db, progress.counted_id)) this.#count(events);
    this.#count(tailEvents(db).filter(({ id }) => id! > progress.counted_id));
    this.writeCounts();
  }

  add(events: readonly TrafficEvent[]): TrafficEvent[] {
    if (events.length === 0) return [];
    const lastId = this.#lastId + events.length;
    const stored = withIds(events, this.#lastId + 1);
    const seal = this.#tailCount + stored.length >= BLOCK_EVENTS;
    // Packing takes milliseconds: before the transaction, so that nobody waits for the lock.
    const blocks = seal ? packed([...tailEvents(this.#db), ...stored]) : [];
    inTransaction(this.#db, () => {
      if (seal) this.#seal(blocks);
      else this.#addToTail(stored);
      this.#db.prepare("UPDATE traffic_progress SET last_id = ?").run(lastId);
    });
    this.#tailCount = seal ? 0 : this.#tailCount + stored.length;
    this.#lastId = lastId;
    this.#count(stored);
    return stored;
  }

  get numbersLeftOut(): number {
    return this.#numbers.leftOut;
  }

  #count(events: readonly TrafficEvent[]): void {
    this.#minutes.add(events);
    this.#numbers.add(events);
  }

  /** Adds what was counted since the last time. */
  writeCounts(): void {
    if (this.#minutes.size === 0) return;
    const upsert = this.#db.prepare(
      `INSERT INTO traffic_minute (dimension, minute, key, bucket, count) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET count = count + excluded.count`,
    );
    const write = ({ dimension, minute, key, bucket, count }: MinuteCount) =>
      upsert.run(dimension, minute, key, bucket, count);
    inTransaction(this.#db, () => {
      for (const waiting of this.#minutes.waiting()) write(waiting);
      this.#numbers.write(this.#db);
      this.#db.prepare("UPDATE traffic_progress SET counted_id = ?").run(this.#lastId);
    });
    this.#minutes.clear();
    this.#numbers.clear();
  }

  #addToTail(events: readonly TrafficEvent[]): void {
    const insert = this.#db.prepare(
      "INSERT INTO traffic_tail (id, received_at_ms, event) VALUES (?, ?, ?)",
    );
    for (const event of events) insert.run(event.id!, event.receivedAtMs, JSON.stringify(event));
  }

  #seal(blocks: PackedRow[]): void {
    const insert = this.#db.prepare(
      `INSERT INTO traffic_block (first_id, last_id, newest_at_ms, sources, columns, lines)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    for (const row of blocks) insert.run(...row);
    this.#db.exec("DELETE FROM traffic_tail");
  }
}

/** The events themselves: a copy of each would be a fifth of the work. */
function withIds(events: readonly TrafficEvent[], firstId: number): TrafficEvent[] {
  let id = firstId;
  for (const event of events) event.id = id++;
  return events as TrafficEvent[];
}

type PackedRow = [number, number, number, Uint8Array, Uint8Array, Uint8Array];

function packed(events: readonly TrafficEvent[]): PackedRow[] {
  const rows: PackedRow[] = [];
  for (let at = 0; at < events.length;) {
    // Ids of a block have no gap, also where retention took events out of the tail.
    let end = at + 1;
    let chars = events[at].raw.length;
    while (
      end < events.length && end - at < BLOCK_EVENTS && chars < MAX_BLOCK_CHARS &&
      events[end].id === events[end - 1].id! + 1
    ) chars += events[end++].raw.length;
    const part = events.slice(at, end);
    const newestAtMs = part.reduce((newest, { receivedAtMs }) => Math.max(newest, receivedAtMs), 0);
    const { columns, lines } = encodeBlock(part);
    const filter = sourceFilter(part.map(({ src }) => src));
    rows.push([part[0].id!, part.at(-1)!.id!, newestAtMs, filter, columns, lines]);
    at = end;
  }
  return rows;
}

function siteSummaries(db: DatabaseSync, sinceMinute: number): SiteSummary[] {
  const select = db.prepare(
    `SELECT key, bucket, sum(count) AS count FROM traffic_minute
     WHERE dimension = ? AND minute >= ? GROUP BY key, bucket ORDER BY 3 DESC, 1`,
  );
  const rows = (dimension: number) => select.all(dimension, sinceMinute) as CountRow[];
  const errors = new Map(rows(DIMENSION.siteErrors).map(({ key, count }) => [key, count]));
  const durations = Map.groupBy(rows(DIMENSION.siteDuration), ({ key }) => key);
  return rows(DIMENSION.siteRequests).slice(0, 100).map(({ key, count }) => {
    const buckets = (durations.get(key) ?? []).toSorted((a, b) => a.bucket - b.bucket);
    return {
      site: key,
      requests: count,
      errors: errors.get(key) ?? 0,
      p50Ms: percentileMs(buckets, 0.5),
      p95Ms: percentileMs(buckets, 0.95),
    };
  });
}

function percentileMs(buckets: readonly CountRow[], share: number): number | null {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  let below = 0;
  for (const { bucket, count } of buckets) {
    below += count;
    if (below >= total * share) return bucketMs(bucket);
  }
  return null;
}
