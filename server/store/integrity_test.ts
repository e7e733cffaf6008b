import assert from "node:assert/strict";
import { join } from "node:path";
import { openDatabase } from "./database.ts";
import { checkIntegrity } from "./integrity.ts";
import { openStore, storeOn } from "./store.ts";

const HOUR_MS = 3_600_000;
const AT_MS = Math.floor(1_795_000_000_000 / HOUR_MS) * HOUR_MS;

/** A database with one packed hour of one path, and one hour that has become roll-ups. */
async function packed(path: string) {
  const db = openDatabase(path);
  const store = storeOn(db);
  const target = {
    address: "192.0.2.1",
    name: "",
    kind: "icmp" as const,
    intervalMs: 5_000,
    warnMs: 1,
    group: "",
  };
  await store.targets.saveList([{ id: null, ...target }], "ada", AT_MS);
  for (let n = 0; n < 1_440; n++) {
    await store.rounds.addRound(1, {
      session: 1,
      round: n + 1,
      revision: 1,
      startedAtMs: AT_MS + 5_000 * n,
      flags: 0,
      results: Uint32Array.of(250 + n % 7),
      notes: new Uint8Array(),
    });
  }
  await store.rounds.compact(AT_MS + 9 * HOUR_MS, 9);
  await store.rounds.removeRoundsBefore(AT_MS + HOUR_MS, 9);
  return { db, store };
}

Deno.test("checkIntegrity() reads everything of a good file", async () => {
  const { db, store } = await packed(":memory:");
  assert.deepEqual(checkIntegrity(db), { checked: 4, problems: [] });
  store.close();
});

const damages: [string, string, RegExp][] = [
  [
    "a chunk that was cut",
    "UPDATE hour_results SET chunk = substr(chunk, 1, 20)",
    /chunk \d+: .*early/,
  ],
  ["a chunk of a new version", "UPDATE hour_results SET chunk = x'0900'", /unknown version 9/],
  ["a chunk without its rounds", "DELETE FROM hour_rounds", /its hour has no rounds/],
  ["rounds that are noise", "UPDATE hour_rounds SET heads = x'01ffff03'", /rounds of an hour \d+/],
  ["a chunk without its path", "DELETE FROM path", /its path is not known/],
  ["roll-ups that were cut", "UPDATE minute_rollups SET rollups = x'0105'", /minute_rollups \d+/],
];
for (const [name, sql, message] of damages) {
  Deno.test(`checkIntegrity() finds ${name}`, async () => {
    const { db, store } = await packed(":memory:");
    db.exec(sql);
    assert.match(checkIntegrity(db).problems.join("\n"), message);
    store.close();
  });
}

Deno.test("Store.backup() writes a copy that can be opened, and overwrites nothing", async () => {
  const folder = Deno.makeTempDirSync();
  const copy = join(folder, "copy.db");
  const { store } = await packed(join(folder, "test.db"));
  store.backup(copy);
  assert.throws(() => store.backup(copy), /exists/);
  const again = openStore(copy);
  assert.deepEqual(
    await again.rounds.rounds(1, 0, AT_MS * 2),
    await store.rounds.rounds(1, 0, AT_MS * 2),
  );
  assert.deepEqual(again.check(), { checked: 4, problems: [] });
  assert.equal(Deno.statSync(copy).mode! & 0o077, 0, "for its owner only");
  again.close();
  store.close();
  Deno.removeSync(folder, { recursive: true });
});
