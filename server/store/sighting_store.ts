import type { DatabaseSync } from "node:sqlite";
import type { SightingStore } from "../domain/both_sides.ts";
import { inTransaction } from "./database.ts";

/** Sightings by path and sender, whose names are kept once: a row is 10 to 15 bytes. */
export const SIGHTING_SCHEMA = `
  CREATE TABLE sighted_path (
    id             INTEGER PRIMARY KEY,
    agent          TEXT NOT NULL,
    target         TEXT NOT NULL,
    sender         TEXT NOT NULL,
    UNIQUE (agent, target, sender)
  ) STRICT;

  CREATE TABLE sighting (
    path           INTEGER NOT NULL REFERENCES sighted_path (id),
    at_ms          INTEGER NOT NULL,
    PRIMARY KEY (path, at_ms)
  ) STRICT, WITHOUT ROWID;
`;

export function sqliteSightingStore(db: DatabaseSync): SightingStore {
  return {
    addSightings: (sightings) => {
      if (sightings.length === 0) return Promise.resolve();
      const path = db.prepare(
        "INSERT INTO sighted_path (agent, target, sender) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      );
      const row = db.prepare(
        `INSERT INTO sighting (path, at_ms)
         SELECT id, ? FROM sighted_path WHERE agent = ? AND target = ? AND sender = ?
         ON CONFLICT DO NOTHING`,
      );
      inTransaction(db, () => {
        for (const { agentId, targetId, sender, atMs } of sightings) {
          path.run(agentId, targetId, sender);
          row.run(atMs, agentId, targetId, sender);
        }
      });
      return Promise.resolve();
    },
    sightings: (agentId, targetId, fromMs, toMs) => {
      const rows = db.prepare(
        `SELECT sender, at_ms AS atMs FROM sighted_path JOIN sighting ON path = id
         WHERE agent = ? AND target = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms, sender`,
      ).all(agentId, targetId, fromMs, toMs) as { sender: string; atMs: number }[];
      return Promise.resolve(rows.map(({ sender, atMs }) => ({ sender, atMs })));
    },
    removeSightingsBefore: (beforeMs, limit) => {
      const paths = db.prepare("SELECT id FROM sighted_path").all() as { id: number }[];
      const remove = db.prepare(
        `DELETE FROM sighting WHERE path = ? AND at_ms IN
         (SELECT at_ms FROM sighting WHERE path = ? AND at_ms < ? LIMIT ?)`,
      );
      const forget = db.prepare(
        "DELETE FROM sighted_path WHERE id = ? AND id NOT IN (SELECT path FROM sighting)",
      );
      return Promise.resolve(inTransaction(db, () => {
        let removed = 0;
        for (const { id } of paths) {
          if (removed >= limit) break;
          const { changes } = remove.run(id, id, beforeMs, limit - removed);
          removed += Number(changes);
          if (changes > 0) forget.run(id);
        }
        return removed;
      }));
    },
  };
}
