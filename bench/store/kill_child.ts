/** Stores rounds from a number on for ever, prints each number that is durable, packs hours. */
import { openThreadedStore } from "@/server/store/threaded_store.ts";
import { START_MS } from "./sample_rounds.ts";

const [path, first] = Deno.args;
const store = await openThreadedStore(path);
const TARGETS = 10;
if (await store.targets.currentList() === null) {
  const targets = Array.from({ length: TARGETS }, (_, n) => ({
    id: null,
    address: `192.0.2.${n}`,
    name: "",
    kind: "icmp" as const,
    intervalMs: 5_000,
    warnMs: 1,
    group: "",
  }));
  await store.targets.saveList(targets, "test", START_MS);
}

async function keep(round: number): Promise<void> {
  await store.rounds.addRound(1, {
    session: 1,
    round,
    revision: 1,
    // Half a minute apart, so that many hours are packed in little time.
    startedAtMs: START_MS + 30_000 * round,
    flags: 0,
    results: Uint32Array.from({ length: TARGETS }, (_, n) => round + n),
    notes: new Uint8Array(),
  });
  Deno.stdout.writeSync(new TextEncoder().encode(`${round}\n`));
}

for (let round = Number(first);; round += 20) {
  await Promise.all([
    ...Array.from({ length: 20 }, (_, n) => keep(round + n)),
    store.rounds.compact(START_MS + 30_000 * round, 1),
  ]);
}
