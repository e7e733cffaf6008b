import assert from "node:assert/strict";
import { join } from "node:path";
import { roundStoreContract } from "./round_store_contract.ts";
import { storeContract } from "./store_contract.ts";
import { openThreadedStore } from "./threaded_store.ts";
import { openStore } from "./store.ts";
import { DatabaseRefused } from "./database.ts";

async function openInFolder() {
  const folder = Deno.makeTempDirSync();
  const store = await openThreadedStore(join(folder, "test.db"));
  const close = async () => {
    await store.close();
    Deno.removeSync(folder, { recursive: true });
  };
  return { ...store, close };
}

for (const { what, check } of storeContract) {
  Deno.test(`openThreadedStore() ${what}`, () => check(openInFolder));
}
for (const { what, check } of roundStoreContract) {
  Deno.test(`openThreadedStore() ${what}`, () => check(openInFolder));
}

const AT_MS = 1_795_000_000_000;
const round = (number: number) => ({
  session: 1,
  round: number,
  revision: 1,
  startedAtMs: AT_MS + number,
  flags: 0,
  results: Uint32Array.of(number),
  notes: new Uint8Array(),
});
const target = { id: null, address: "192.0.2.1", name: "", kind: "icmp", warnMs: 1, group: "" };

Deno.test("openThreadedStore() keeps rounds that come at once, and says for each whether it is new", async () => {
  const store = await openInFolder();
  await store.targets.saveList([target as never], "ada", AT_MS);
  const numbers = [1, 2, 3, 2, 1, 4];
  const added = await Promise.all(numbers.map((n) => store.rounds.addRound(1, round(n))));
  assert.deepEqual(added, [true, true, true, false, false, true]);
  const wrong = { ...round(5), revision: 7 };
  const mixed = [store.rounds.addRound(1, wrong), store.rounds.addRound(1, round(6))];
  const [refused, kept] = await Promise.allSettled(mixed);
  assert.ok(refused.status === "rejected" && refused.reason instanceof RangeError);
  assert.deepEqual(kept, { status: "fulfilled", value: true }, "one bad round spoils no other");
  await store.close();
});

Deno.test("openThreadedStore() writes what was asked for before it closes", async () => {
  const folder = Deno.makeTempDirSync();
  const path = join(folder, "test.db");
  const store = await openThreadedStore(path);
  await store.targets.saveList([target as never], "ada", AT_MS);
  const waiting = [1, 2, 3].map((n) => store.rounds.addRound(1, round(n)));
  await store.close();
  assert.deepEqual(await Promise.all(waiting), [true, true, true]);
  await assert.rejects(store.rounds.addRound(1, round(4)), /closed/);
  const again = openStore(path);
  assert.equal((await again.rounds.rounds(1, 0, AT_MS * 2)).length, 3);
  again.close();
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("openThreadedStore() refuses what is no database, and leaves no thread", async () => {
  const folder = Deno.makeTempDirSync();
  const path = join(folder, "test.db");
  Deno.writeTextFileSync(path, "this is not a database, but a text of some length".repeat(20));
  await assert.rejects(openThreadedStore(path), DatabaseRefused);
  Deno.removeSync(folder, { recursive: true });
});
