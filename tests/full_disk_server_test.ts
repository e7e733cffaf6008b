import assert from "node:assert/strict";
import { join } from "node:path";
import { enrol, pointsOf, setTargets } from "./harness/api.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { runCommand } from "./harness/run_command.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";
import { until } from "./harness/until.ts";
import { connectApproved, newWireKey } from "./harness/wire_agent.ts";

/** Results of a round: a round of them is a page of the database. */
const RESULTS = 1_000;

interface StatusAnswer {
  ready: boolean;
  rounds: { trouble: string | null; waiting: number; most_waiting: number; refused: number };
}

/** Writes a file until the disk has no room. */
async function fill(path: string): Promise<void> {
  using file = await Deno.open(path, { createNew: true, write: true });
  for (const bytes of [65_536, 4_096]) {
    for (;;) {
      try {
        if (await file.write(new Uint8Array(bytes)) < bytes) break;
      } catch {
        break;
      }
    }
  }
}

Deno.test("a server on a full disk says so everywhere, and goes on where it was when there is room", async () => {
  await using folder = await temporaryFolder();
  await runCommand(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder.path]);
  try {
    const args = ["--no-local-agent", "--syslog-port", "off"];
    await using server = await ServerProcess.start({ dataDir: join(folder.path, "data"), args });
    const admin = await server.admin();
    const addresses = Array.from({ length: RESULTS }, (_, n) => `192.0.${2 + (n >> 8)}.${n & 255}`);
    const { revision, targets } = await setTargets(admin, addresses);
    const key = await newWireKey();
    await using agent = await connectApproved(server.url, key, await enrol(admin, true));
    const startMs = Date.now() - 3_000_000;
    const send = (round: number) =>
      agent.sendRound({
        session: 1,
        round,
        revision,
        startedAtMs: startMs + round * 1_000,
        flags: 0,
        results: new Uint32Array(RESULTS).fill(round * 1_000),
        notes: new Uint8Array(),
      });
    const acknowledged = () =>
      agent.heard.reduce((most, m) => m.type === "ack" ? Math.max(most, m.round) : most, 0);
    const status = () => admin.json<StatusAnswer>("/api/v1/status");

    await using browser = await TestBrowser.launch();
    const wall = await browser.loggedIn(server);
    await wall.goto("/?wall=1");
    await isLive(wall);
    const banner = wall.getByRole("alert").filter({ hasText: "Results are not stored now" });

    const ballast = join(folder.path, "ballast");
    await fill(ballast);
    let sent = 0;
    // One after another, until one is not answered because the disk is full.
    for (let trouble: string | null = null; trouble === null;) {
      assert.ok(sent < 2_000, "the disk never got full");
      send(++sent);
      await until(
        "the round is stored, or the server says why not",
        async () => {
          trouble = (await status()).rounds.trouble;
          return trouble !== null || acknowledged() === sent;
        },
        Boolean,
      );
    }
    const kept = acknowledged();
    assert.ok(kept < sent);
    for (let n = 0; n < 5; n++) send(++sent);

    const ready = await server.nobody.fetch("/readyz");
    assert.equal(ready.status, 503);
    assert.match(await ready.text(), /not ready: rounds cannot be stored.*make room on the disk/);
    assert.equal((await server.nobody.text("/healthz")).response.status, 200);
    for (const path of ["/", "/admin", "/traffic"]) {
      const page = await admin.text(path);
      assert.equal(page.response.status, 200, path);
      assert.match(page.text, /Results are not stored now.*make room on the disk/, path);
    }
    // A click would hit it: nothing of the wall lies over it.
    await banner.click({ trial: true });
    const { rounds } = await until("rounds wait", status, (now) => now.rounds.waiting >= 1);
    assert.deepEqual([rounds.refused, rounds.most_waiting], [0, 10_000]);
    assert.match((await admin.text("/admin")).text, /Rounds that wait for the disk: [1-9]/);
    assert.equal(acknowledged(), kept, "nothing is acknowledged meanwhile");

    await Deno.remove(ballast);
    await agent.acknowledged(1, sent);
    const points = await pointsOf(admin, "agent_1", targets[7].id);
    assert.deepEqual(
      points.map(({ rtt_ms }) => rtt_ms),
      Array.from({ length: sent }, (_, n) => n + 1),
    );
    const after = await status();
    assert.deepEqual([after.ready, after.rounds.trouble, after.rounds.waiting], [true, null, 0]);
    assert.equal((await server.nobody.text("/readyz")).response.status, 200);
    assert.doesNotMatch((await admin.text("/")).text, /Results are not stored now/);
    await banner.waitFor({ state: "hidden" });
    assert.deepEqual(browser.trouble, []);
    assert.equal(await server.stop(), 0, server.child.output);
  } finally {
    await runCommand(["umount", folder.path]);
  }
});
