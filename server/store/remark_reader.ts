import type { DatabaseSync } from "node:sqlite";
import { notesOn } from "@/shared/wire/round_notes.ts";
import type { Remark, Remarks } from "../domain/results.ts";
import { decodeHeads } from "./codec/round_heads.ts";
import { hourId, hourOf, hourOfId } from "./hour_id.ts";
import { Revisions, targetNumber } from "./revisions.ts";

/** What is needed of a round to know what it says of one path. */
interface MarkedRound {
  startedAtMs: number;
  revision: number;
  flags: number;
  notes: Uint8Array;
}

/** Reads what rounds say of one path beyond its results, from the journal and from packed hours. */
export class RemarkReader {
  #revisions;
  #bounds;
  #heads;
  #journal;

  constructor(db: DatabaseSync) {
    this.#revisions = new Revisions(db);
    this.#bounds = db.prepare("SELECT min(id) AS low, max(id) AS high FROM hour_rounds");
    this.#heads = db.prepare("SELECT heads FROM hour_rounds WHERE id = ?");
    this.#journal = db.prepare(
      `SELECT started_at_ms AS startedAtMs, revision, flags, notes FROM journal
       WHERE agent = ? AND started_at_ms >= ? AND started_at_ms < ?
         AND (flags <> 0 OR length(notes) > 0) ORDER BY started_at_ms DESC`,
    );
  }

  /** See `RoundStore.pathRemarks()`: of the journal and of the hours, `maxBytes` each. */
  read(agent: number, targetId: string, fromMs: number, toMs: number, maxBytes: number): Remarks {
    const target = targetNumber(targetId);
    const remarks: Remark[] = [];
    let sinceMs = fromMs;
    const sources = [this.#unpacked(agent, fromMs, toMs), this.#packed(agent, fromMs, toMs)];
    for (const newestFirst of sources) {
      let leftBytes = maxBytes;
      for (const { startedAtMs, revision, flags, notes: bytes } of newestFirst) {
        leftBytes -= bytes.length;
        if (leftBytes < 0) {
          sinceMs = Math.max(sinceMs, startedAtMs + 1);
          break;
        }
        const index = this.#revisions.targetsOf(revision)?.indexOf(target) ?? -1;
        if (index < 0) continue;
        const notes = notesOn(bytes, index);
        if (flags !== 0 || notes.length > 0) remarks.push({ atMs: startedAtMs, flags, notes });
      }
    }
    remarks.sort((a, b) => a.atMs - b.atMs);
    return { sinceMs, remarks: remarks.filter(({ atMs }) => atMs >= sinceMs) };
  }

  *#unpacked(agent: number, fromMs: number, toMs: number): Iterable<MarkedRound> {
    yield* this.#journal.iterate(agent, fromMs, toMs) as Iterable<unknown> as Iterable<MarkedRound>;
  }

  *#packed(agent: number, fromMs: number, toMs: number): Iterable<MarkedRound> {
    const { low, high } = this.#bounds.get() as { low: number | null; high: number | null };
    if (low === null || high === null) return;
    const first = Math.max(hourOf(fromMs), hourOfId(low));
    for (let hour = Math.min(hourOf(toMs - 1), hourOfId(high)); hour >= first; hour--) {
      const row = this.#heads.get(hourId(hour, agent)) as { heads: Uint8Array } | undefined;
      for (const round of row ? decodeHeads(row.heads).reverse() : []) {
        const { startedAtMs, flags, notes } = round;
        const isMarked = flags !== 0 || notes.length > 0;
        if (isMarked && startedAtMs >= fromMs && startedAtMs < toMs) yield round;
      }
    }
  }
}
