import type { DatabaseSync } from "node:sqlite";
import { RESULT_CODES, type RoundFrame } from "@/shared/wire/round_frame.ts";
import { HOUR_MS } from "../domain/results.ts";
import { AgentHourRows } from "./agent_hour_rows.ts";
import { encodeChunk } from "./codec/result_chunk.ts";
import { encodeHeads } from "./codec/round_heads.ts";
import { inTransaction } from "./database.ts";
import { hourId, hourOf } from "./hour_id.ts";
import { oldestInJournal } from "./journal_agents.ts";
import { Paths } from "./paths.ts";
import { Revisions } from "./revisions.ts";

/**
 * Packs an agent's hour: one chunk for each path, in the transaction that removes the rounds from
 * the journal. An hour that late rounds came to is packed again as a whole.
 */
export class Compaction {
  #rows;
  #paths;
  #revisions;
  #oldest;
  #putRounds;
  #putResults;
  #forget;

  constructor(private readonly db: DatabaseSync) {
    this.#rows = new AgentHourRows(db);
    this.#paths = new Paths(db);
    this.#revisions = new Revisions(db);
    this.#oldest = oldestInJournal(db);
    this.#putRounds = db.prepare("INSERT OR REPLACE INTO hour_rounds VALUES (?, ?)");
    this.#putResults = db.prepare("INSERT OR REPLACE INTO hour_results VALUES (?, ?)");
    this.#forget = db.prepare(
      "DELETE FROM journal WHERE agent = ? AND started_at_ms >= ? AND started_at_ms < ?",
    );
  }

  /** Packs the oldest hours that ended before `beforeMs`, at most `limit`; returns how many. */
  run(beforeMs: number, limit: number): number {
    let count = 0;
    while (count < limit) {
      // Hours in order of time keep the pages of the tables full.
      const oldest = this.#oldest();
      const hour = hourOf(oldest?.atMs ?? beforeMs);
      if (!oldest || (hour + 1) * HOUR_MS > beforeMs) break;
      inTransaction(this.db, () => this.#pack(oldest.agent, hour));
      count++;
    }
    return count;
  }

  #pack(agent: number, hour: number): void {
    const rounds = this.#rows.hour(agent, hour);
    this.#putRounds.run(hourId(hour, agent), encodeHeads(rounds));
    for (const [target, column] of this.#columns(rounds)) {
      this.#putResults.run(hourId(hour, this.#paths.need(agent, target)), encodeChunk(column));
    }
    this.#forget.run(agent, hour * HOUR_MS, (hour + 1) * HOUR_MS);
  }

  /** The results of each target that is on a list of these rounds, one for each round. */
  #columns(rounds: RoundFrame[]): Map<number, Uint32Array> {
    const columns = new Map<number, Uint32Array>();
    rounds.forEach(({ revision, results }, i) => {
      const targets = this.#revisions.targetsOf(revision) ?? [];
      for (let n = 0; n < targets.length; n++) {
        let column = columns.get(targets[n]);
        if (!column) {
          column = new Uint32Array(rounds.length).fill(RESULT_CODES.notProbed);
          columns.set(targets[n], column);
        }
        column[i] = results[n];
      }
    });
    return columns;
  }
}
