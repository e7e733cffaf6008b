import assert from "node:assert/strict";
import { Child } from "./harness/child.ts";
import { Client } from "./harness/client.ts";
import { cookieOf } from "./harness/server_process.ts";
import { taskCommand } from "./harness/task_command.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";
import { until } from "./harness/until.ts";

/** Three agents start and report, on a machine that has much else to do. */
const ROUNDS_MS = 60_000;
const BANNER = /<p class="banner">(<[^>]*>)?Demo: /;

interface Matrix {
  agents: unknown[];
  cells: { state: string }[];
}

Deno.test("the demo measures, shows traffic, says on every page what it is, and leaves nothing", async () => {
  await using folder = await temporaryFolder();
  // Its throw-away folder, where this test can see it.
  const env = { TMPDIR: folder.path };
  await using demo = Child.start("the demo", [...taskCommand("demo"), "--port", "0"], { env });
  const [, url, password] = await demo.line(
    "stdout",
    /^The demo is at (\S+)\nLog in as admin with the password (\S+)$/m,
  );
  const response = await new Client(url).fetch("/login", {
    method: "POST",
    headers: { origin: url },
    body: new URLSearchParams({ name: "admin", password }),
  });
  await response.body?.cancel();
  const admin = new Client(url, { origin: url, cookie: cookieOf(response) });

  assert.match((await new Client(url).text("/login")).text, BANNER);
  for (const path of ["/", "/traffic", "/admin", "/admin/targets", "/nowhere"]) {
    assert.match((await admin.text(path)).text, BANNER, path);
  }
  await until(
    "three agents have a result of most targets",
    () => admin.json<Matrix>("/api/v1/matrix"),
    ({ agents, cells }) =>
      agents.length === 3 && cells.filter(({ state }) => state === "ok").length >= 3 * 6,
    ROUNDS_MS,
  );
  await until(
    "log lines of every kind arrive",
    () => admin.json<{ events: { kind: string }[] }>("/api/v1/traffic/events?limit=200"),
    ({ events }) => new Set(events.map(({ kind }) => kind)).size === 4,
    ROUNDS_MS,
  );

  assert.equal(Array.from(Deno.readDirSync(folder.path)).length, 1);
  assert.equal(await demo.stop("SIGINT"), 0, demo.output);
  assert.deepEqual(Array.from(Deno.readDirSync(folder.path)), [], "the folder is gone");
});
