import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DatabaseRefused, inTransaction, openDatabase } from "./database.ts";
import { MIGRATIONS } from "./migrations.ts";

async function withFile(work: (path: string) => void): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    work(join(dir, "test.db"));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}
const version = (db: DatabaseSync) => db.prepare("PRAGMA user_version").get()!.user_version;
const refused = (message: RegExp) => (error: unknown) =>
  error instanceof DatabaseRefused && message.test(error.message);

Deno.test("openDatabase() makes the schema, and finds it again", () =>
  withFile((path) => {
    for (let time = 0; time < 2; time++) {
      const db = openDatabase(path);
      assert.equal(version(db), MIGRATIONS.length);
      db.close();
    }
  }));

Deno.test("openDatabase() refuses a file of a newer version and leaves it alone", () =>
  withFile((path) => {
    const newer = new DatabaseSync(path);
    newer.exec("PRAGMA user_version = 999");
    newer.close();
    assert.throws(() => openDatabase(path), refused(/has schema 999.*newer version.*--data/));
    const db = new DatabaseSync(path);
    assert.equal(version(db), 999);
    assert.equal(db.prepare("PRAGMA journal_mode").get()!.journal_mode, "delete", "as it was");
    db.close();
  }));

Deno.test("openDatabase() brings an older file forward, and loses nothing", () =>
  withFile((path) => {
    const first = openDatabase(path);
    first.exec("INSERT INTO audit VALUES (1, 1, 'ada', 'login', 'ada', '', NULL, NULL)");
    first.close();
    const next = [...MIGRATIONS, "ALTER TABLE audit ADD COLUMN place TEXT NOT NULL DEFAULT '-'"];
    for (let time = 0; time < 2; time++) {
      const db = openDatabase(path, next);
      assert.equal(version(db), next.length);
      const { who, place } = db.prepare("SELECT who, place FROM audit").get()!;
      assert.deepEqual([who, place], ["ada", "-"]);
      db.close();
    }
    assert.throws(() => openDatabase(path), refused(/newer version/), "the version before");
  }));

Deno.test("openDatabase() leaves a file as it was when a migration fails", () =>
  withFile((path) => {
    openDatabase(path).close();
    const broken = [...MIGRATIONS, "CREATE TABLE new_one (id INTEGER); CREATE TABLE target (x)"];
    assert.throws(() => openDatabase(path, broken), refused(/cannot open .*target already exists/));
    const db = openDatabase(path);
    assert.equal(version(db), MIGRATIONS.length);
    assert.throws(() => db.exec("SELECT * FROM new_one"), /no such table/);
    db.close();
  }));

Deno.test("openDatabase() refuses what is no database and what is not there", () =>
  withFile((path) => {
    Deno.writeTextFileSync(path, "this is a letter to a friend ".repeat(100));
    assert.throws(() => openDatabase(path), refused(/cannot open the database .*not a database/));
    assert.throws(() => openDatabase(join(path, "x.db")), refused(/cannot open the database/));
  }));

Deno.test("inTransaction() undoes all of it on an error", () => {
  const db = openDatabase(":memory:");
  const add = () => db.exec("INSERT INTO target DEFAULT VALUES");
  const count = () => db.prepare("SELECT count(*) AS n FROM target").get()!.n;
  assert.throws(() =>
    inTransaction(db, () => {
      add();
      throw new Error("no");
    })
  );
  assert.equal(count(), 0);
  inTransaction(db, add);
  assert.equal(count(), 1);
  db.close();
});

Deno.test("the audit log cannot be changed, nor removed from before it is old", () => {
  const db = openDatabase(":memory:");
  const insert = db.prepare(
    "INSERT INTO audit VALUES (?, ?, 'ada', 'login', 'ada', '', NULL, NULL)",
  );
  for (const days of [31, 29]) insert.run(days, Date.now() - days * 86_400_000);
  for (const days of [31, 29]) {
    const where = `WHERE id = ${days}`;
    assert.throws(() => db.exec(`UPDATE audit SET who = 'eve' ${where}`), /append-only/);
    assert.throws(() => db.exec(`UPDATE audit SET at_ms = 0 ${where}`), /append-only/);
  }
  assert.throws(() => db.exec("DELETE FROM audit"), /append-only for 30 days/);
  assert.equal(db.prepare("SELECT count(*) AS n FROM audit").get()!.n, 2);
  db.exec("DELETE FROM audit WHERE id = 31");
  assert.throws(() => db.exec("DELETE FROM audit"), /append-only for 30 days/);
  db.close();
});
