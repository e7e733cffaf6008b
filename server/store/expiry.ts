import type { DatabaseSync, StatementSync } from "node:sqlite";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { HOUR_MS, MINUTE_MS } from "../domain/results.ts";
import { Rollup } from "../domain/rollup.ts";
import { decodeChunk } from "./codec/result_chunk.ts";
import { encodeRollups } from "./codec/rollup_blob.ts";
import { decodeStarts } from "./codec/round_heads.ts";
import { inTransaction } from "./database.ts";
import { hourId, hourOf, hourOfId } from "./hour_id.ts";
import { oldestInJournal } from "./journal_agents.ts";

/**
 * Removes hours that are over their time, in bounded steps. What becomes of raw results is roll-ups:
 * they are made when the results go, so that no room is taken twice.
 */
export class Expiry {
  #oldestJournal;
  #raiseFloor;
  #rounds;
  #oldResults;
  #heads;
  #removeResults;
  #putMinutes;
  #putHour;
  #minutes;
  #hours;

  constructor(private readonly db: DatabaseSync) {
    this.#oldestJournal = oldestInJournal(db);
    this.#raiseFloor = db.prepare("UPDATE raw_floor SET hour = ?1 WHERE hour < ?1");
    const removal = (table: string) =>
      db.prepare(`DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE id < ? LIMIT ?)`);
    this.#rounds = removal("hour_rounds");
    this.#oldResults = db.prepare(
      `SELECT r.id, chunk, agent FROM hour_results AS r JOIN path ON path.id = r.id & 4294967295
       WHERE r.id < ? ORDER BY r.id LIMIT ?`,
    );
    this.#heads = db.prepare("SELECT heads FROM hour_rounds WHERE id = ?");
    this.#removeResults = db.prepare("DELETE FROM hour_results WHERE id <= ?");
    this.#putMinutes = db.prepare("INSERT OR REPLACE INTO minute_rollups VALUES (?, ?)");
    this.#putHour = db.prepare("INSERT OR REPLACE INTO hour_rollups VALUES (?, ?)");
    this.#minutes = removal("minute_rollups");
    this.#hours = removal("hour_rollups");
  }

  /** Raw results of hours that ended before `beforeMs`; what is not packed yet stays. */
  removeRounds(beforeMs: number, limit: number): number {
    return inTransaction(this.db, () => {
      const oldestAtMs = this.#oldestJournal()?.atMs ?? beforeMs;
      const floor = hourOf(Math.min(beforeMs, oldestAtMs));
      this.#raiseFloor.run(floor);
      const results = this.#rollUp(floor, limit);
      // The rounds last: chunks without them cannot be read.
      return results + remove(this.#rounds, floor, limit - results);
    });
  }

  /** Turns the oldest chunks into roll-ups, at most `limit`; returns how many. */
  #rollUp(beforeHour: number, limit: number): number {
    const rows = this.#oldResults.all(hourId(beforeHour, 0), limit) as OldResults[];
    const starts = new Map<number, Float64Array>();
    for (const { id, chunk, agent } of rows) {
      const hour = hourOfId(id);
      const roundsId = hourId(hour, agent);
      if (!starts.has(roundsId)) starts.set(roundsId, this.#startsOf(roundsId));
      const minutes = minutesOf(starts.get(roundsId)!, decodeChunk(chunk), hour * HOUR_MS);
      if (minutes.size === 0) continue;
      const whole = new Rollup();
      for (const rollup of minutes.values()) whole.merge(rollup);
      this.#putMinutes.run(id, encodeRollups(minutes));
      this.#putHour.run(id, encodeRollups(new Map([[0, whole]])));
    }
    if (rows.length > 0) this.#removeResults.run(rows[rows.length - 1].id);
    return rows.length;
  }

  #startsOf(roundsId: number): Float64Array {
    return decodeStarts((this.#heads.get(roundsId) as { heads: Uint8Array }).heads).starts;
  }

  removeRollups(hours: boolean, beforeMs: number, limit: number): number {
    const statement = hours ? this.#hours : this.#minutes;
    return inTransaction(this.db, () => remove(statement, Math.floor(beforeMs / HOUR_MS), limit));
  }
}

type OldResults = { id: number; chunk: Uint8Array; agent: number };

/** Roll-ups of an hour's results by their minute in it. */
function minutesOf(
  starts: Float64Array,
  results: Uint32Array,
  hourAtMs: number,
): Map<number, Rollup> {
  const minutes = new Map<number, Rollup>();
  results.forEach((result, i) => {
    if (result === RESULT_CODES.notProbed) return;
    const minute = Math.floor((starts[i] - hourAtMs) / MINUTE_MS);
    let rollup = minutes.get(minute);
    if (!rollup) minutes.set(minute, rollup = new Rollup());
    rollup.add(result);
  });
  return minutes;
}

function remove(statement: StatementSync, beforeHour: number, limit: number): number {
  return Number(statement.run(hourId(beforeHour, 0), limit).changes);
}
