import type { DatabaseSync } from "node:sqlite";
import type { Session, SessionStore } from "../domain/people.ts";

type Row = Record<string, unknown>;

const toSession = (row: Row): Session => ({
  id: Number(row.id),
  userId: Number(row.user_id),
  createdAtMs: Number(row.created_at_ms),
  lastUsedAtMs: Number(row.last_used_at_ms),
  address: String(row.address),
  userAgent: String(row.user_agent),
});

export function sqliteSessionStore(db: DatabaseSync): SessionStore {
  const insert = db.prepare(
    `INSERT INTO session (token_hash, user_id, created_at_ms, last_used_at_ms, address, user_agent)
     VALUES (?, ?, ?, ?, ?, ?) RETURNING *`,
  );
  const byToken = db.prepare("SELECT * FROM session WHERE token_hash = ?");
  const ofUser = db.prepare(
    "SELECT * FROM session WHERE user_id = ? ORDER BY last_used_at_ms DESC, id DESC",
  );
  const touch = db.prepare("UPDATE session SET last_used_at_ms = ? WHERE id = ?");
  const removeByToken = db.prepare("DELETE FROM session WHERE token_hash = ?");
  const removeOne = db.prepare("DELETE FROM session WHERE user_id = ? AND id = ?");
  const removeOthers = db.prepare("DELETE FROM session WHERE user_id = ? AND id <> ?");
  const removeExpired = db.prepare(
    "DELETE FROM session WHERE created_at_ms <= ? OR last_used_at_ms <= ?",
  );
  return {
    addSession: async (hash, s) =>
      toSession(
        await insert.get(
          ...[hash, s.userId, s.createdAtMs, s.lastUsedAtMs, s.address, s.userAgent],
        ) as Row,
      ),
    session: (hash) => {
      const row = byToken.get(hash) as Row | undefined;
      return Promise.resolve(row ? toSession(row) : null);
    },
    sessionsOf: (userId) => Promise.resolve((ofUser.all(userId) as Row[]).map(toSession)),
    touchSession: async (id, nowMs) => void await touch.run(nowMs, id),
    removeSession: async (hash) => void await removeByToken.run(hash),
    removeSessionOf: (userId, id) => Promise.resolve(removeOne.run(userId, id).changes === 1),
    removeSessionsOf: async (userId, exceptId = 0) => void await removeOthers.run(userId, exceptId),
    removeExpiredSessions: async (begunBeforeMs, usedBeforeMs) =>
      void await removeExpired.run(begunBeforeMs, usedBeforeMs),
  };
}
