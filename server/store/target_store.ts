import type { DatabaseSync } from "node:sqlite";
import type { Target, TargetList } from "@/shared/target.ts";
import type { RevisionHead, TargetStore } from "../domain/targets.ts";
import { inTransaction } from "./database.ts";

type Row = { revision: number; targets: string };

export function sqliteTargetStore(db: DatabaseSync): TargetStore {
  const current = db.prepare(
    "SELECT revision, targets FROM target_list ORDER BY revision DESC LIMIT 1",
  );
  const byRevision = db.prepare("SELECT revision, targets FROM target_list WHERE revision = ?");
  const heads = db.prepare(
    `SELECT revision, changed_by AS "by", changed_at_ms AS atMs FROM target_list
     WHERE revision < ? ORDER BY revision DESC LIMIT ?`,
  );
  const insert = db.prepare("INSERT INTO target_list VALUES (?, ?, ?, ?)");
  const nextId = db.prepare("INSERT INTO target DEFAULT VALUES RETURNING id");

  const read = (row: Row | undefined): TargetList | null =>
    row ? { revision: row.revision, targets: JSON.parse(row.targets) as Target[] } : null;

  return {
    currentList: () => Promise.resolve(read(current.get() as Row | undefined)),
    saveList: (drafts, by, nowMs) =>
      Promise.resolve(inTransaction(db, () => {
        const last = read(current.get() as Row | undefined);
        const revision = (last?.revision ?? 0) + 1;
        const targets = drafts.map((draft) => ({
          ...draft,
          id: draft.id ?? `target_${nextId.get()!.id}`,
        }));
        insert.run(revision, JSON.stringify(targets), by, nowMs);
        return { revision, targets };
      })),
    listAt: (revision) => Promise.resolve(read(byRevision.get(revision) as Row | undefined)),
    revisionHeads: (before, limit) => {
      const rows = heads.all(before ?? Number.MAX_SAFE_INTEGER, limit);
      // A row of SQLite has no prototype; what leaves the store is a plain object.
      return Promise.resolve((rows as unknown as RevisionHead[]).map((row) => ({ ...row })));
    },
    targetIdsOf: (revision) => {
      const list = read(byRevision.get(revision) as Row | undefined);
      return Promise.resolve(list ? list.targets.map((target) => target.id) : null);
    },
  };
}
