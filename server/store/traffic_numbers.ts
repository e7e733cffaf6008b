import type { DatabaseSync } from "node:sqlite";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import type { NumberSum } from "../domain/packed_events.ts";
import type { NumberPoint, NumberQuery, NumberSeries } from "../domain/traffic.ts";
import { minuteOf } from "./traffic_minutes.ts";

const MINUTE_MS = 60_000;
/**
 * Most different names of all senders in a minute. They are kept for a year: what is beyond is
 * counted and not added up, though each line has its own numbers still.
 */
const MAX_NAMES_A_MINUTE = 1_000;
/** Names of one sender that are given, in the order of the names. */
const MAX_SERIES = 16;

/** Numbers that wait to be added to the database's. */
export class TrafficNumbers {
  /** By minute; a sum whose count is zero was written, and its name is still one of the minute's. */
  readonly #minutes = new Map<number, Map<string, NumberSum>>();
  /** Numbers that were not added up, because too many names came in their minute. */
  leftOut = 0;

  add(events: readonly TrafficEvent[]): void {
    for (const event of events) {
      if (!event.numbers) continue;
      const minute = minuteOf(event.receivedAtMs);
      for (const [name, value] of Object.entries(event.numbers)) {
        const of = { sender: event.sender, name, minute };
        this.#add({ ...of, count: 1, sum: value, min: value, max: value });
      }
    }
  }

  /** Adds what others added up. */
  addSums(sums: readonly NumberSum[], leftOut: number): void {
    this.leftOut += leftOut;
    for (const sum of sums) this.#add(sum);
  }

  /** All that waits. */
  waiting(): NumberSum[] {
    return [...this.#minutes.values()].flatMap((sums) =>
      [...sums.values()].filter(({ count }) => count > 0)
    );
  }

  /** Writes what waits, in a transaction of the caller's, who calls `clear()` after it. */
  write(db: DatabaseSync): void {
    if (this.#minutes.size === 0) return;
    const upsert = db.prepare(
      `INSERT INTO traffic_number (sender, name, minute, count, sum, min, max)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count,
       sum = sum + excluded.sum, min = min(min, excluded.min), max = max(max, excluded.max)`,
    );
    for (const { sender, name, minute, count, sum, min, max } of this.waiting()) {
      upsert.run(sender, name, minute, count, sum, min, max);
    }
  }

  /** Forgets what waited. */
  clear(): void {
    const minutes = [...this.#minutes.keys()].sort((a, b) => b - a);
    // Events come in the order of time, so that two minutes are enough.
    for (const minute of minutes.slice(2)) this.#minutes.delete(minute);
    for (const sums of this.#minutes.values()) {
      for (const sum of sums.values()) {
        Object.assign(sum, { count: 0, sum: 0, min: Infinity, max: -Infinity });
      }
    }
  }

  #add(sum: NumberSum): void {
    const { sender, name, minute, count } = sum;
    let sums = this.#minutes.get(minute);
    if (sums === undefined) this.#minutes.set(minute, sums = new Map());
    const key = JSON.stringify([sender, name]);
    const known = sums.get(key);
    if (known === undefined) {
      if (sums.size >= MAX_NAMES_A_MINUTE) this.leftOut += count;
      else sums.set(key, { ...sum });
      return;
    }
    known.count += count;
    // A sum beyond what a number can say stays at its end: SQLite keeps no NaN.
    known.sum = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, known.sum + sum.sum));
    known.min = Math.min(known.min, sum.min);
    known.max = Math.max(known.max, sum.max);
  }
}

/** What the lines of a sender measured, by name. */
export function numberSeries(
  db: DatabaseSync,
  { sender, sinceMs, stepMs }: NumberQuery,
): NumberSeries[] {
  const stepMinutes = Math.max(1, Math.round(stepMs / MINUTE_MS));
  const rows = db.prepare(
    `SELECT name, minute - minute % CAST(? AS INTEGER) AS start, sum(count) AS count, sum(sum) AS sum, min(min) AS min,
       max(max) AS max
     FROM traffic_number WHERE sender = ? AND minute >= ? AND name IN (SELECT DISTINCT name
       FROM traffic_number WHERE sender = ? AND minute >= ? ORDER BY name LIMIT ?)
     GROUP BY name, start ORDER BY name, start`,
  ).all(
    ...[stepMinutes, sender, minuteOf(sinceMs), sender, minuteOf(sinceMs), MAX_SERIES],
  ) as unknown as (Omit<NumberPoint, "mean"> & { name: string; start: number; sum: number })[];
  return [...Map.groupBy(rows, ({ name }) => name)].map(([name, found]) => ({
    name,
    points: found.map(({ start, count, sum, min, max }) => ({
      startMs: start * MINUTE_MS,
      count,
      min,
      mean: sum / count,
      max,
    })),
  }));
}

/** Removes numbers of minutes before `untilMinute`; returns how many rows. */
export function removeNumbers(db: DatabaseSync, untilMinute: number): number {
  return Number(
    db.prepare("DELETE FROM traffic_number WHERE minute < ?").run(untilMinute).changes,
  );
}
