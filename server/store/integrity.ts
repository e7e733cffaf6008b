import type { DatabaseSync } from "node:sqlite";
import { decodeChunk } from "./codec/result_chunk.ts";
import { decodeRollups } from "./codec/rollup_blob.ts";
import { decodeHeads } from "./codec/round_heads.ts";
import { hourId, hourOfId } from "./hour_id.ts";

/** What a look at everything found. */
export interface Integrity {
  /** Chunks, hours of rounds and roll-ups that were read. */
  checked: number;
  /** What is wrong, in words; empty when all is well. */
  problems: string[];
}

/** Problems that are named; a file with more is beyond reading them. */
const MAX_PROBLEMS = 100;

/** Reads everything: SQLite's own check of the file, then every chunk, as it would be for a page. */
export function checkIntegrity(db: DatabaseSync): Integrity {
  const found: Integrity = { checked: 0, problems: [] };
  const problem = (text: string) => {
    if (found.problems.length < MAX_PROBLEMS) found.problems.push(text);
  };
  for (const row of db.prepare("PRAGMA integrity_check (20)").iterate()) {
    if (row.integrity_check !== "ok") problem(`file: ${row.integrity_check}`);
  }
  const visit = (sql: string, what: string, read: (row: Record<string, unknown>) => void) => {
    for (const row of db.prepare(sql).iterate()) {
      found.checked++;
      try {
        read(row);
      } catch (error) {
        problem(`${what} ${row.id}: ${(error as Error).message}`);
      }
    }
  };
  const rounds = new Map<number, number>();
  visit("SELECT id, heads FROM hour_rounds", "rounds of an hour", ({ id, heads }) => {
    rounds.set(id as number, decodeHeads(heads as Uint8Array).length);
  });
  const chunks = `SELECT r.id, chunk, agent FROM hour_results AS r
    LEFT JOIN path ON path.id = r.id & 4294967295`;
  visit(chunks, "chunk", ({ id, chunk, agent }) => {
    const { length } = decodeChunk(chunk as Uint8Array);
    if (agent === null) throw new RangeError("its path is not known");
    const expected = rounds.get(hourId(hourOfId(id as number), agent as number));
    if (length !== expected) {
      throw new RangeError(`${length} results, but its hour has ${expected ?? "no"} rounds`);
    }
  });
  for (const table of ["minute_rollups", "hour_rollups"]) {
    visit(`SELECT id, rollups FROM ${table}`, table, ({ rollups }) => {
      decodeRollups(rollups as Uint8Array);
    });
  }
  return found;
}
