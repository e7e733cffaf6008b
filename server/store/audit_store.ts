import type { DatabaseSync } from "node:sqlite";
import { inTransaction } from "./database.ts";
import type { AuditFilter, AuditStore, StoredAuditEntry } from "../domain/audit.ts";

type Row = Record<string, unknown>;

/** A row of SQLite has no prototype; what leaves the store is a plain object. */
function toEntry(row: Row): StoredAuditEntry {
  const { id, at_ms, who, action, subject, detail, before, after } = row;
  const texts = { who: String(who), action: String(action), subject: String(subject) };
  return {
    id: Number(id),
    atMs: Number(at_ms),
    ...texts,
    detail: String(detail),
    ...(before === null ? {} : { before: String(before) }),
    ...(after === null ? {} : { after: String(after) }),
  };
}

/** `LIKE` with nothing of the text as a pattern. */
const anywhere = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

const SEARCH = `SELECT * FROM audit WHERE id < :beforeId AND at_ms >= :fromMs AND at_ms < :toMs
  AND (:who IS NULL OR who = :who COLLATE NOCASE)
  AND (:action IS NULL OR action = :action OR substr(action, 1, length(:action) + 1) = :action || '.')
  AND (:text IS NULL OR subject LIKE :text ESCAPE '\\' OR detail LIKE :text ESCAPE '\\'
    OR before LIKE :text ESCAPE '\\' OR after LIKE :text ESCAPE '\\')
  ORDER BY id DESC LIMIT :limit`;

const REMOVE = `DELETE FROM audit WHERE id IN (
  SELECT id FROM audit WHERE at_ms < ?
    AND id IS NOT (SELECT max(id) FROM audit WHERE action = 'settings.change')
  ORDER BY id LIMIT ?)`;

export function sqliteAuditStore(db: DatabaseSync): AuditStore {
  const insert = db.prepare(
    `INSERT INTO audit (at_ms, who, action, subject, detail, before, after)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = db.prepare(REMOVE);
  const searching = db.prepare(SEARCH);
  const last = db.prepare("SELECT * FROM audit WHERE action = ? ORDER BY id DESC LIMIT 1");
  const search = (filter: AuditFilter, limit: number) => {
    const { beforeId, who, action, text, fromMs, toMs } = filter;
    const rows = searching.all({
      beforeId: beforeId ?? Number.MAX_SAFE_INTEGER,
      fromMs: fromMs ?? 0,
      toMs: toMs ?? Number.MAX_SAFE_INTEGER,
      who: who ?? null,
      action: action ?? null,
      text: text === undefined ? null : anywhere(text),
      limit,
    });
    return (rows as Row[]).map(toEntry);
  };
  return {
    addAudit: ({ atMs, who, action, subject, detail, before, after }) => {
      insert.run(atMs, who, action, subject, detail, before ?? null, after ?? null);
      return Promise.resolve();
    },
    listAudit: (limit) => Promise.resolve(search({}, limit).map(({ id: _, ...entry }) => entry)),
    searchAudit: (filter, limit) => Promise.resolve(search(filter, limit)),
    lastAudit: (action) => {
      const row = last.get(action) as Row | undefined;
      return Promise.resolve(row ? toEntry(row) : null);
    },
    removeAuditBefore: (beforeMs, limit, atMs) => {
      const removed = inTransaction(db, () => {
        const count = Number(remove.run(beforeMs, limit).changes);
        const detail = `from before ${new Date(beforeMs).toISOString()}`;
        const subject = count === 1 ? "1 entry" : `${count} entries`;
        if (count > 0) insert.run(atMs, "retention", "audit.expire", subject, detail, null, null);
        return count;
      });
      return Promise.resolve(removed);
    },
  };
}
