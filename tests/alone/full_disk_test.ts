import assert from "node:assert/strict";
import { join } from "node:path";
import { openThreadedStore } from "@/server/store/threaded_store.ts";
import { temporaryFolder } from "../harness/temporary_folder.ts";

const AT_MS = 1_795_000_000_000;
const RESULTS = 1_000;

async function run(command: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args }).output();
  if (!success) throw new Error(`${command}: ${new TextDecoder().decode(stderr)}`);
}

const round = (number: number) => ({
  session: 1,
  round: number,
  revision: 1,
  startedAtMs: AT_MS + number,
  flags: 0,
  results: new Uint32Array(RESULTS).fill(number),
  notes: new Uint8Array(),
});

Deno.test("openThreadedStore() holds rounds back while the disk is full, says so, and goes on", async () => {
  await using folder = await temporaryFolder();
  await run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.path);
  try {
    const ballast = join(folder.path, "ballast");
    await Deno.writeFile(ballast, new Uint8Array(1_000_000));
    const store = await openThreadedStore(join(folder.path, "meshping.db"));
    const target = {
      id: null,
      name: "",
      kind: "icmp" as const,
      intervalMs: 5_000,
      warnMs: 1,
      group: "",
    };
    const list = Array.from({ length: RESULTS }, (_, n) => ({ ...target, address: `host${n}` }));
    await store.targets.saveList(list, "ada", AT_MS);
    const kept: number[] = [];
    let last: Promise<unknown> = Promise.resolve();
    // One after another, until one is not answered because the disk is full.
    const isReady = () => store.checkWritable().then(() => true, () => false);
    for (let n = 1; await isReady(); n++) {
      assert.ok(n < 1_000, "the disk never got full");
      const one = store.rounds.addRound(1, round(n)).then(() => kept.push(n));
      last = one;
      while (kept.at(-1) !== n && await isReady()) await new Promise((r) => setTimeout(r, 1));
    }
    await assert.rejects(store.checkWritable(), /rounds cannot be stored.*make room on the disk/);
    const count = kept.length;
    await Deno.remove(ballast);
    await last;
    assert.equal(kept.length, count + 1, "what was held back is stored now");
    assert.equal(await isReady(), true);
    assert.equal((await store.rounds.rounds(1, 0, AT_MS * 2)).length, kept.length);
    await store.close();
  } finally {
    await run("umount", folder.path);
  }
});
