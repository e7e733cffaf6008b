import type { DatabaseSync } from "node:sqlite";
import type { RoundFrame } from "@/shared/wire/round_frame.ts";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { HOUR_MS } from "../domain/results.ts";
import { decodeChunk } from "./codec/result_chunk.ts";
import { decodeHeads } from "./codec/round_heads.ts";
import { hourId } from "./hour_id.ts";
import { Paths } from "./paths.ts";
import { Revisions } from "./revisions.ts";

type Row = Record<string, unknown>;

/** Reads whole rounds of one agent in one hour, from the journal and out of its chunks. */
export class AgentHourRows {
  #journal;
  #heads;
  #chunk;
  #paths;
  #revisions;

  constructor(db: DatabaseSync) {
    this.#paths = new Paths(db);
    this.#revisions = new Revisions(db);
    this.#journal = db.prepare(
      `SELECT * FROM journal WHERE agent = ? AND started_at_ms >= ? AND started_at_ms < ?
       ORDER BY started_at_ms, session, number`,
    );
    this.#heads = db.prepare("SELECT heads FROM hour_rounds WHERE id = ?");
    this.#chunk = db.prepare("SELECT chunk FROM hour_results WHERE id = ?");
  }

  /** Rounds that are not packed, `fromMs <= startedAtMs < toMs`. */
  journal(agent: number, fromMs: number, toMs: number): RoundFrame[] {
    return (this.#journal.all(agent, fromMs, toMs) as Row[]).map(toFrame);
  }

  /** Rounds of an hour that are packed. */
  packed(agent: number, hour: number): RoundFrame[] {
    const row = this.#heads.get(hourId(hour, agent)) as { heads: Uint8Array } | undefined;
    if (!row) return [];
    const heads = decodeHeads(row.heads);
    const columns = new Map<number, Uint32Array>();
    for (const [target, path] of this.#paths.ofAgent(agent)) {
      const found = this.#chunk.get(hourId(hour, path)) as { chunk: Uint8Array } | undefined;
      if (found) columns.set(target, decodeChunk(found.chunk));
    }
    // Looked up once a list, not once a round: the hour is read back at every start.
    const columnsOf = new Map<number, (Uint32Array | undefined)[]>();
    return heads.map((head, i) => {
      let inOrder = columnsOf.get(head.revision);
      if (!inOrder) {
        const targets = this.#revisions.targetsOf(head.revision) ?? [];
        columnsOf.set(head.revision, inOrder = targets.map((target) => columns.get(target)));
      }
      const results = new Uint32Array(inOrder.length);
      for (let n = 0; n < results.length; n++) {
        results[n] = inOrder[n]?.[i] ?? RESULT_CODES.notProbed;
      }
      return { ...head, results };
    });
  }

  /** All rounds of an hour, in the order of start, session and number. */
  hour(agent: number, hour: number): RoundFrame[] {
    const fromMs = hour * HOUR_MS;
    const packed = this.packed(agent, hour);
    const rounds = this.journal(agent, fromMs, fromMs + HOUR_MS);
    return packed.length ? [...packed, ...rounds].sort(inOrder) : rounds;
  }
}

/** The order of rounds: start, session, number. */
export function inOrder(a: RoundFrame, b: RoundFrame): number {
  return a.startedAtMs - b.startedAtMs || a.session - b.session || a.round - b.round;
}

function toFrame(row: Row): RoundFrame {
  // A copy starts at a multiple of four, which a view into SQLite's bytes need not do.
  const bytes = (row.results as Uint8Array).slice();
  return {
    session: Number(row.session),
    round: Number(row.number),
    revision: Number(row.revision),
    startedAtMs: Number(row.started_at_ms),
    flags: Number(row.flags),
    results: new Uint32Array(bytes.buffer),
    notes: (row.notes as Uint8Array).slice(),
  };
}
