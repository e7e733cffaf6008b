import { DatabaseSync } from "node:sqlite";
import { MIGRATIONS } from "./migrations.ts";

/** The file is not one this version can use. The message says what to do. */
export class DatabaseRefused extends Error {
  override name = "DatabaseRefused";
}

/**
 * Opens the database and brings it to this version's schema. `:memory:` gives a fresh one.
 * Several processes may have the same file open (the command line beside a running server).
 * @throws {DatabaseRefused} for a file from a newer version, a damaged file or one we may not write
 */
export function openDatabase(path: string, migrations = MIGRATIONS): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path);
    db.exec("PRAGMA busy_timeout = 5000; PRAGMA trusted_schema = OFF");
    refuseNewer(db, path, migrations.length);
    // Both count for a new file only. A page holds nine chunks of an hour, so that little of it
    // stays empty; a larger one would be wasted on each table that holds next to nothing. Pages of
    // what has expired are given back step by step.
    db.exec("PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL");
    // WAL: readers never wait for the writer. FULL: a commit survives a power cut, and an
    // acknowledged round is never lost.
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    migrate(db, path, migrations);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof DatabaseRefused) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseRefused(`cannot open the database ${path}: ${reason}`, { cause: error });
  }
}

/** Runs `work` in one write transaction; an error rolls all of it back. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  // Statements and not exec(): only their errors have SQLite's code, which tells a full disk.
  db.prepare("BEGIN IMMEDIATE").run();
  try {
    const result = work();
    db.prepare("COMMIT").run();
    return result;
  } catch (error) {
    // A full disk has ended the transaction already.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/** Opens a database that is at this version's schema already, for reading only. */
export function openReader(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: true });
  db.exec("PRAGMA busy_timeout = 5000; PRAGMA trusted_schema = OFF");
  return db;
}

/** Runs `work` so that all it reads is of one moment. */
export function atOneMoment<T>(db: DatabaseSync, work: () => T): T {
  if (db.isTransaction) return work();
  db.exec("BEGIN");
  try {
    return work();
  } finally {
    db.exec("COMMIT");
  }
}

function schemaVersion(db: DatabaseSync): number {
  return Number(db.prepare("PRAGMA user_version").get()!.user_version);
}

function refuseNewer(db: DatabaseSync, path: string, known: number): void {
  const found = schemaVersion(db);
  if (found <= known) return;
  throw new DatabaseRefused(
    `the database ${path} has schema ${found}, this version of Meshping knows ${known}: ` +
      `it was written by a newer version. Start that version, or give another --data folder.`,
  );
}

function migrate(db: DatabaseSync, path: string, migrations: readonly string[]): void {
  if (schemaVersion(db) === migrations.length) return;
  inTransaction(db, () => {
    // Read again under the lock: another process may have migrated meanwhile, also a newer one.
    refuseNewer(db, path, migrations.length);
    for (let version = schemaVersion(db); version < migrations.length; version++) {
      db.exec(migrations[version]);
      db.exec(`PRAGMA user_version = ${version + 1}`);
    }
  });
}
