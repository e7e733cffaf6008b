import type { DatabaseSync, StatementSync } from "node:sqlite";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { HOUR_MS, MINUTE_MS, type PathResults } from "../domain/results.ts";
import { Rollup } from "../domain/rollup.ts";
import { decodeChunk } from "./codec/result_chunk.ts";
import { decodeRollups } from "./codec/rollup_blob.ts";
import { decodeStarts } from "./codec/round_heads.ts";
import { hourId, hourOf, hourOfId } from "./hour_id.ts";
import { Paths } from "./paths.ts";
import { Revisions, targetNumber } from "./revisions.ts";

/** Rows of one path or agent in a range of hours, each found by its id. */
const HOURS = `WITH RECURSIVE hour (id) AS (
  SELECT CAST (? AS INTEGER) UNION ALL SELECT id + 4294967296 FROM hour WHERE id < ?)`;

/** Reads the results of one path: a day of it is 24 chunks, and what the journal has. */
export class PathReader {
  #paths;
  #revisions;
  #chunkBounds;
  #rollupBounds;
  #chunks;
  #minutes;
  #hours;
  #journalRevisions;
  #journal;

  constructor(db: DatabaseSync) {
    this.#paths = new Paths(db);
    this.#revisions = new Revisions(db);
    const bounds = (table: string) =>
      db.prepare(
        `SELECT (SELECT min(id) FROM ${table}) AS low, (SELECT max(id) FROM ${table}) AS high`,
      );
    this.#chunkBounds = bounds("hour_results");
    this.#rollupBounds = bounds("hour_rollups");
    this.#chunks = db.prepare(
      `${HOURS} SELECT heads, chunk FROM hour
       CROSS JOIN hour_results AS r USING (id) CROSS JOIN hour_rounds AS h ON h.id = hour.id + ?
       ORDER BY r.id`,
    );
    this.#minutes = db.prepare(
      `${HOURS} SELECT r.id, rollups FROM hour CROSS JOIN minute_rollups AS r USING (id)`,
    );
    this.#hours = db.prepare(
      `${HOURS} SELECT r.id, rollups FROM hour CROSS JOIN hour_rollups AS r USING (id)`,
    );
    this.#journalRevisions = db.prepare(
      `SELECT DISTINCT revision FROM journal
       WHERE agent = ? AND started_at_ms >= ? AND started_at_ms < ?`,
    );
    // Only the four bytes of this path leave SQLite, and as one row: an object and a buffer for each
    // round would take three times as long.
    this.#journal = db.prepare(
      `SELECT group_concat(started_at_ms) AS starts, group_concat(flags) AS flags,
              group_concat(hex(substr(results, ?, 4)), '') AS results FROM journal
       WHERE agent = ? AND started_at_ms >= ? AND started_at_ms < ? AND revision = ?`,
    );
  }

  results(agent: number, targetId: string, fromMs: number, toMs: number): PathResults {
    const target = targetNumber(targetId);
    const times: number[] = [];
    const found: number[] = [];
    const marks: number[] = [];
    let isSorted = true;
    const add = (atMs: number, result: number, flags: number) => {
      if (atMs < fromMs || atMs >= toMs || result === RESULT_CODES.notProbed) return;
      if (times.length > 0 && atMs < times[times.length - 1]) isSorted = false;
      times.push(atMs);
      found.push(result);
      marks.push(flags);
    };
    this.#visitPacked(agent, target, fromMs, toMs, add);
    this.#visitJournal(agent, target, fromMs, toMs, add);
    if (isSorted) {
      return {
        atMs: Float64Array.from(times),
        results: Uint32Array.from(found),
        flags: Uint8Array.from(marks),
      };
    }
    // Late rounds, or several lists in the journal.
    const order = times.map((_, i) => i).sort((a, b) => times[a] - times[b]);
    return {
      atMs: Float64Array.from(order, (i) => times[i]),
      results: Uint32Array.from(order, (i) => found[i]),
      flags: Uint8Array.from(order, (i) => marks[i]),
    };
  }

  rollups(
    agent: number,
    targetId: string,
    fromMs: number,
    toMs: number,
    lengthMs: number,
  ): Map<number, Rollup> {
    const target = targetNumber(targetId);
    const found = new Map<number, Rollup>();
    const rows = lengthMs === HOUR_MS ? this.#hours : this.#minutes;
    const range = this.#range(this.#rollupBounds, agent, target, fromMs, toMs);
    const stored = range ? rows.all(range.low, range.high) as StoredRollups[] : [];
    for (const { id, rollups } of stored) {
      for (const [place, rollup] of decodeRollups(rollups)) {
        const atMs = hourOfId(id) * HOUR_MS + place * MINUTE_MS;
        if (atMs >= fromMs && atMs < toMs) found.set(atMs, rollup);
      }
    }
    // An hour has results or roll-ups, never both. The last slot may begin before `toMs`, end after.
    const startOf = (atMs: number) => Math.floor(atMs / lengthMs) * lengthMs;
    const firstMs = Math.ceil(fromMs / lengthMs) * lengthMs;
    const endMs = Math.ceil(toMs / lengthMs) * lengthMs;
    const add = (atMs: number, result: number) => {
      if (result === RESULT_CODES.notProbed || atMs < firstMs || atMs >= endMs) return;
      let rollup = found.get(startOf(atMs));
      if (!rollup) found.set(startOf(atMs), rollup = new Rollup());
      rollup.add(result);
    };
    this.#visitPacked(agent, target, firstMs, endMs, add);
    this.#visitJournal(agent, target, firstMs, endMs, add);
    return found;
  }

  /** Ids of the path's rows in the hours of a range that hold anything; `null` for none. */
  #range(bounds: StatementSync, agent: number, target: number, fromMs: number, toMs: number) {
    const path = this.#paths.find(agent, target);
    const { low, high } = bounds.get() as { low: number | null; high: number | null };
    if (path === null || low === null || high === null) return null;
    const first = Math.max(hourOf(fromMs), hourOfId(low));
    const last = Math.min(hourOf(toMs - 1), hourOfId(high));
    return first > last ? null : { low: hourId(first, path), high: hourId(last, path), path };
  }

  #visitPacked(agent: number, target: number, fromMs: number, toMs: number, visit: Visit): void {
    const range = this.#range(this.#chunkBounds, agent, target, fromMs, toMs);
    if (!range) return;
    const rows = this.#chunks.all(range.low, range.high, agent - range.path) as StoredChunk[];
    for (const { heads, chunk } of rows) {
      const { starts, flags } = decodeStarts(heads);
      const results = decodeChunk(chunk);
      for (let i = 0; i < starts.length; i++) visit(starts[i], results[i], flags[i]);
    }
  }

  /** Visits in no order where there is more than one revision. */
  #visitJournal(agent: number, target: number, fromMs: number, toMs: number, visit: Visit): void {
    const revisions = this.#journalRevisions.all(agent, fromMs, toMs) as { revision: number }[];
    for (const { revision } of revisions) {
      const place = this.#revisions.targetsOf(revision)?.indexOf(target) ?? -1;
      if (place < 0) continue;
      const found = this.#journal.get(4 * place + 1, agent, fromMs, toMs, revision);
      const { starts, results, flags } = found as unknown as JournalResults;
      const flagsOf = flags.split(",");
      starts.split(",").forEach((atMs, n) => {
        visit(Number(atMs), fromHex(results.slice(8 * n, 8 * n + 8)), Number(flagsOf[n]));
      });
    }
  }
}

type Visit = (atMs: number, result: number, flags: number) => void;
/** With commas; the results as 8 digits each, without. */
type JournalResults = { starts: string; flags: string; results: string };
type StoredChunk = { heads: Uint8Array; chunk: Uint8Array };
type StoredRollups = { id: number; rollups: Uint8Array };

/** Four bytes in hexadecimal, the lowest first, as a number. */
function fromHex(digits: string): number {
  const swapped = parseInt(digits, 16);
  return ((swapped & 0xff) << 24 | (swapped & 0xff00) << 8 | swapped >>> 8 & 0xff00 |
    swapped >>> 24) >>> 0;
}
