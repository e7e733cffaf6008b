import assert from "node:assert/strict";
import { join } from "node:path";
import { MemoryRoundStore } from "./memory_round_store.ts";
import { roundStoreContract } from "./round_store_contract.ts";
import { openStore } from "./store.ts";

for (const { what, check } of roundStoreContract) {
  Deno.test(`MemoryRoundStore ${what}`, () =>
    check(() => {
      const { targets, close } = openStore(":memory:");
      return { targets, rounds: new MemoryRoundStore(targets), close };
    }));
  Deno.test(`sqliteRoundStore() in memory ${what}`, () => check(() => openStore(":memory:")));
  Deno.test(`sqliteRoundStore() in a file ${what}`, async () => {
    const folder = await Deno.makeTempDir();
    await check(() => openStore(join(folder, "test.db")));
    await Deno.remove(folder, { recursive: true });
  });
}

const HOUR_MS = 3_600_000;
const AT_MS = Math.floor(1_795_000_000_000 / HOUR_MS) * HOUR_MS;

Deno.test("sqliteRoundStore() removes in bounded steps, and the file shrinks again", async () => {
  const folder = Deno.makeTempDirSync();
  const path = join(folder, "test.db");
  const { rounds, targets, close } = openStore(path);
  const target = {
    id: null,
    name: "",
    kind: "icmp" as const,
    intervalMs: 5_000,
    warnMs: 1,
    group: "",
  };
  const list = Array.from({ length: 50 }, (_, n) => ({ ...target, address: `192.0.2.${n}` }));
  await targets.saveList(list, "ada", AT_MS);
  const frames = Array.from({ length: 1_440 }, (_, n) => ({
    session: 1,
    round: n + 1,
    revision: 1,
    startedAtMs: AT_MS + 5_000 * n,
    flags: 0,
    results: Uint32Array.from(list, (_, t) => 1_000 + (n * 7919 + t * 104729) % 1_000),
    notes: new Uint8Array(),
  }));
  await rounds.addRounds(frames.map((frame) => ({ agent: 1, frame })));
  assert.equal(await rounds.compact(AT_MS + 2 * HOUR_MS, 1), 1, "one hour a step");
  assert.equal(await rounds.compact(AT_MS + 2 * HOUR_MS, 9), 1);
  const endMs = AT_MS + 2 * HOUR_MS;
  const steps: number[] = [];
  while (steps.at(-1) !== 0) steps.push(await rounds.removeRoundsBefore(endMs, 40));
  assert.deepEqual(steps, [40, 40, 22, 0], "50 chunks and the rounds of two hours");
  for (const length of [60_000, HOUR_MS] as const) {
    await rounds.removeRollupsBefore(length, endMs, 1_000);
  }
  await rounds.removeRoundsBefore(endMs, 1);
  close();
  const bytes = Deno.statSync(path).size;
  Deno.removeSync(folder, { recursive: true });
  assert.ok(bytes < 40 * 16_384, `${bytes} bytes are left`);
});
