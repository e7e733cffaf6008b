import type { DatabaseSync } from "node:sqlite";
import type { RoundFrame } from "@/shared/wire/round_frame.ts";
import { HOUR_MS, type RoundStore } from "../domain/results.ts";
import { AgentHourRows, inOrder } from "./agent_hour_rows.ts";
import { decodeHeads } from "./codec/round_heads.ts";
import { Compaction } from "./compaction.ts";
import { atOneMoment, inTransaction } from "./database.ts";
import { Expiry } from "./expiry.ts";
import { hourId, hourOf, hourOfId } from "./hour_id.ts";
import { PathReader } from "./path_reader.ts";
import { RemarkReader } from "./remark_reader.ts";
import { Revisions } from "./revisions.ts";

/** A round and whose it is. */
export interface AgentRound {
  agent: number;
  frame: RoundFrame;
}

/** The round does not fit the list it names, in words; or whether it is new. */
export type Added = boolean | { refused: string };

/** How many pages of expired rows one step gives back. */
const VACUUM_PAGES = 512;

export interface SqliteRoundStore extends RoundStore {
  /** Keeps rounds in one transaction: one wait for the disk for all of them. */
  addRounds(rounds: readonly AgentRound[]): Promise<Added[]>;
}

export function sqliteRoundStore(db: DatabaseSync): SqliteRoundStore {
  const intake = new RoundIntake(db);
  const rows = new AgentHourRows(db);
  const reader = new PathReader(db);
  const remarks = new RemarkReader(db);
  const compaction = new Compaction(db);
  const expiry = new Expiry(db);
  const giveBack = db.prepare(`PRAGMA incremental_vacuum (${VACUUM_PAGES})`);
  const packedHours = db.prepare("SELECT min(id) AS low, max(id) AS high FROM hour_rounds");

  const allRounds = (agent: number, fromMs: number, toMs: number): RoundFrame[] => {
    const { low, high } = packedHours.get() as { low: number | null; high: number | null };
    const packed: RoundFrame[] = [];
    if (low !== null && high !== null) {
      const last = Math.min(hourOf(toMs - 1), hourOfId(high));
      for (let hour = Math.max(hourOf(fromMs), hourOfId(low)); hour <= last; hour++) {
        for (const round of rows.packed(agent, hour)) packed.push(round);
      }
    }
    const inRange = packed.filter((r) => r.startedAtMs >= fromMs && r.startedAtMs < toMs);
    return [...inRange, ...rows.journal(agent, fromMs, toMs)].sort(inOrder);
  };
  const addRounds = (rounds: readonly AgentRound[]) => intake.add(rounds);

  return {
    addRounds: (rounds) => promised(() => addRounds(rounds)),
    addRound: (agent, frame) =>
      promised(() => {
        const [added] = addRounds([{ agent, frame }]);
        if (typeof added === "boolean") return added;
        throw new RangeError(added.refused);
      }),
    rounds: (agent, fromMs, toMs) =>
      promised(() => atOneMoment(db, () => allRounds(agent, fromMs, toMs))),
    pathResults: (agent, targetId, fromMs, toMs) =>
      promised(() => atOneMoment(db, () => reader.results(agent, targetId, fromMs, toMs))),
    pathRemarks: (agent, targetId, fromMs, toMs, maxBytes) =>
      promised(() => atOneMoment(db, () => remarks.read(agent, targetId, fromMs, toMs, maxBytes))),
    rollups: (agent, targetId, fromMs, toMs, lengthMs) =>
      promised(() =>
        atOneMoment(db, () => reader.rollups(agent, targetId, fromMs, toMs, lengthMs))
      ),
    compact: (beforeMs, limit) => promised(() => compaction.run(beforeMs, limit)),
    removeRoundsBefore: (beforeMs, limit) =>
      promised(() => {
        const removed = expiry.removeRounds(beforeMs, limit);
        // A page a row: it goes on as long as it is asked.
        giveBack.all();
        return removed;
      }),
    removeRollupsBefore: (lengthMs, beforeMs, limit) =>
      promised(() => expiry.removeRollups(lengthMs === HOUR_MS, beforeMs, limit)),
  };
}

/** Puts rounds into the journal, once each. */
class RoundIntake {
  #insert;
  #packedUpTo;
  #heads;
  #floor;
  #revisions;

  constructor(private readonly db: DatabaseSync) {
    this.#insert = db.prepare(
      `INSERT INTO journal (agent, started_at_ms, session, number, revision, flags, results, notes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    );
    this.#packedUpTo = db.prepare("SELECT max(id) AS id FROM hour_rounds");
    this.#heads = db.prepare("SELECT heads FROM hour_rounds WHERE id = ?");
    this.#floor = db.prepare("SELECT hour FROM raw_floor");
    this.#revisions = new Revisions(db);
  }

  add(rounds: readonly AgentRound[]): Added[] {
    return inTransaction(this.db, () => {
      const newest = this.#packedUpTo.get() as { id: number | null };
      const packedHour = newest.id === null ? -1 : hourOfId(newest.id);
      const floor = Number(this.#floor.get()!.hour);
      return rounds.map((round) => this.#addOne(round, packedHour, floor));
    });
  }

  #addOne({ agent, frame }: AgentRound, packedHour: number, floor: number): Added {
    const refused = this.#refusal(frame);
    if (refused !== null) return { refused };
    const hour = hourOf(frame.startedAtMs);
    if (hour < floor || (hour <= packedHour && this.#isPacked(agent, hour, frame))) return false;
    const { results } = frame;
    const { changes } = this.#insert.run(
      agent,
      frame.startedAtMs,
      frame.session,
      frame.round,
      frame.revision,
      frame.flags,
      new Uint8Array(results.buffer, results.byteOffset, results.byteLength),
      frame.notes,
    );
    return changes === 1;
  }

  #refusal({ revision, results }: RoundFrame): string | null {
    const targets = this.#revisions.targetsOf(revision);
    if (!targets) return `there was no target list of revision ${revision}`;
    if (targets.length === results.length) return null;
    return `revision ${revision} has ${targets.length} targets, the round ${results.length}`;
  }

  /** Whether a round is in its hour's chunks already. */
  #isPacked(agent: number, hour: number, frame: RoundFrame): boolean {
    const row = this.#heads.get(hourId(hour, agent)) as { heads: Uint8Array } | undefined;
    return row !== undefined &&
      decodeHeads(row.heads).some((head) =>
        head.startedAtMs === frame.startedAtMs && head.session === frame.session &&
        head.round === frame.round
      );
  }
}

/** What SQLite throws becomes a rejection. */
function promised<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
