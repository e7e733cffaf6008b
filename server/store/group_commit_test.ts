import assert from "node:assert/strict";
import { GroupCommit } from "./group_commit.ts";
import type { Added, AgentRound } from "./round_store.ts";
import { DiskTrouble } from "./writer_problem.ts";

const frame = (round: number) => ({
  session: 1,
  round,
  revision: 1,
  startedAtMs: 1_795_000_000_000,
  flags: 0,
  results: new Uint32Array(1),
  notes: new Uint8Array(),
});

/** A writer whose transactions end when the test says so, and a wait that ends likewise. */
function fakeWriter() {
  const writes: { rounds: AgentRound[]; end: (outcome: Added[] | Error) => void }[] = [];
  const waits: (() => void)[] = [];
  const commits = new GroupCommit({
    write: (rounds) =>
      new Promise((resolve, reject) =>
        writes.push({
          rounds,
          end: (outcome) => outcome instanceof Error ? reject(outcome) : resolve(outcome),
        })
      ),
    wait: (_, signal) =>
      new Promise((resolve) => {
        waits.push(resolve);
        signal.addEventListener("abort", () => resolve());
      }),
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { commits, writes, waits, settled };
}

Deno.test("GroupCommit joins the rounds that come while the writer is busy", async () => {
  const { commits, writes, settled } = fakeWriter();
  const first = commits.add(1, frame(1));
  await settled();
  const others = [commits.add(1, frame(2)), commits.add(2, frame(1))];
  await settled();
  assert.equal(writes.length, 1);
  writes[0].end([true]);
  assert.equal(await first, true);
  await settled();
  assert.deepEqual(writes[1].rounds.map((r) => [r.agent, r.frame.round]), [[1, 2], [2, 1]]);
  writes[1].end([false, { refused: "no such list" }]);
  assert.equal(await others[0], false);
  await assert.rejects(others[1], { name: "RangeError", message: "no such list" });
  await commits.close();
});

Deno.test("GroupCommit keeps rounds while the disk is full and stores them when there is room", async () => {
  const { commits, writes, waits, settled } = fakeWriter();
  let done = false;
  const added = commits.add(1, frame(1)).finally(() => done = true);
  await settled();
  writes[0].end(new DiskTrouble("database or disk is full"));
  await settled();
  assert.match(commits.trouble!, /disk is full.*make room/);
  assert.equal(done, false, "not acknowledged");
  waits[0]();
  await settled();
  writes[1].end([true]);
  assert.equal(await added, true);
  assert.equal(commits.trouble, null);
  await commits.close();
});

Deno.test("GroupCommit refuses what is no passing trouble at once", async () => {
  const { commits, writes, settled } = fakeWriter();
  const added = commits.add(1, frame(1));
  await settled();
  writes[0].end(new Error("no such table"));
  await assert.rejects(added, /no such table/);
  assert.equal(commits.trouble, null);
  await commits.close();
});

Deno.test("GroupCommit refuses rounds beyond its bound and counts them", async () => {
  const { commits, writes, settled } = fakeWriter();
  const all = Array.from({ length: 10_001 }, (_, n) => commits.add(1, frame(n + 1)));
  await assert.rejects(all[10_000], /behind by 10000 rounds/);
  const { waiting, mostWaiting, refused } = commits.status;
  assert.deepEqual([waiting, mostWaiting, refused], [8_000, 10_000, 1], "2,000 are being written");
  const closed = commits.close();
  for (let n = 0; n < 5; n++) {
    await settled();
    writes[n].end(writes[n].rounds.map(() => true));
  }
  await closed;
  assert.equal((await Promise.all(all.slice(0, -1))).length, 10_000);
});

Deno.test("GroupCommit.close() refuses what cannot be written", async () => {
  const { commits, writes, settled } = fakeWriter();
  const added = assert.rejects(commits.add(1, frame(1)), DiskTrouble);
  await settled();
  writes[0].end(new DiskTrouble("full"));
  await settled();
  const closed = commits.close();
  await settled();
  writes[1].end(new DiskTrouble("full"));
  await closed;
  await added;
});
