import type { DatabaseSync } from "node:sqlite";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import type { PackedEvents, PackedStore, ReadStored } from "../domain/packed_events.ts";
import type { SiteSummary, TrafficQuery, TrafficStore } from "../domain/traffic.ts";
import { inTransaction } from "./database.ts";
import { type PackedBlock, packEvents } from "./pack_events.ts";
import { BLOCK_EVENTS, decodeColumns, decodeLines } from "./traffic_block.ts";
import { bucketMs, DIMENSION, minuteOf, TrafficMinutes } from "./traffic_minutes.ts";
import { numberSeries, removeNumbers, TrafficNumbers } from "./traffic_numbers.ts";
import { trafficSeries, trafficSource } from "./traffic_series.ts";
import { blockEvents, searchEvents, tailEvents } from "./traffic_search.ts";

/** Longest part of the counts that is removed in one step. */
const COUNTS_STEP_MINUTES = 60;

type CountRow = { key: string; bucket: number; count: number };

/**
 * Traffic in SQLite. Any number of connections may read; only one may add, because it keeps the
 * next id and the counts of the last second in memory.
 */
export function sqliteTrafficStore(db: DatabaseSync): TrafficStore & PackedStore {
  let writer: TrafficWriter | null = null;
  const writing = () => writer ??= new TrafficWriter(db);
  return {
    addEvents: (events) => Promise.resolve(writing().add(events)),
    addPacked: (packed) => Promise.resolve(writing().addPacked(packed)),
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
    const blocks = seal ? sealed([...tailEvents(this.#db), ...stored]) : [];
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

  /** What is in the tail came before: it is sealed first. */
  addPacked(packed: PackedEvents): ReadStored {
    const firstId = this.#lastId + 1, lastId = this.#lastId + packed.count;
    const before = this.#tailCount > 0 ? sealed(tailEvents(this.#db)) : [];
    inTransaction(this.#db, () => {
      this.#seal([...before, { ...packed, firstId }]);
      this.#db.prepare("UPDATE traffic_progress SET last_id = ?").run(lastId);
    });
    this.#tailCount = 0;
    this.#lastId = lastId;
    const { minutes, numbers, numbersLeftOut } = packed.counts;
    this.#minutes.addCounts(minutes, packed.count);
    this.#numbers.addSums(numbers, numbersLeftOut);
    return (newest) => {
      const from = Math.max(0, packed.count - newest);
      const lines = decodeLines(packed.lines, from);
      return decodeColumns(packed.columns, firstId, from)
        .map((event, i) => ({ ...event, raw: lines[i] }));
    };
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
    inTransaction(this.#db, () => {
      for (const { dimension, minute, keys, buckets, counts } of this.#minutes.waiting()) {
        keys.forEach((key, i) =>
          upsert.run(dimension, minute, String(key), buckets?.[i] ?? 0, counts[i])
        );
      }
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

  #seal(blocks: SealedBlock[]): void {
    const insert = this.#db.prepare(
      `INSERT INTO traffic_block (first_id, last_id, newest_at_ms, sources, columns, lines)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    for (const { firstId, count, newestAtMs, sources, columns, lines } of blocks) {
      insert.run(firstId, firstId + count - 1, newestAtMs, sources, columns, lines);
    }
    if (this.#tailCount > 0) this.#db.exec("DELETE FROM traffic_tail");
  }
}

/** The events themselves: a copy of each would be a fifth of the work. */
function withIds(events: readonly TrafficEvent[], firstId: number): TrafficEvent[] {
  let id = firstId;
  for (const event of events) event.id = id++;
  return events as TrafficEvent[];
}

type SealedBlock = PackedBlock & { firstId: number };

/** Ids of a block have no gap, also where retention took events out of the tail. */
function sealed(events: readonly TrafficEvent[]): SealedBlock[] {
  const blocks: SealedBlock[] = [];
  for (let at = 0; at < events.length;) {
    let end = at + 1;
    while (end < events.length && events[end].id === events[end - 1].id! + 1) end++;
    for (const block of packEvents(events.slice(at, end))) {
      blocks.push({ ...block, firstId: events[at].id! });
      at += block.count;
    }
  }
  return blocks;
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
