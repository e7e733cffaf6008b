import assert from "node:assert/strict";
import type { TargetsAnswer } from "./harness/answers.ts";
import { AgentProcess, runAgentToItsEnd } from "./harness/agent_process.ts";
import { cellsByAddress, enrol } from "./harness/api.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";
import { until } from "./harness/until.ts";

/** Web servers of this machine: one that is well, one that is not. */
function webServers() {
  const serve = (status: number) =>
    Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      () => new Response("answer", { status }),
    );
  const [good, bad] = [serve(200), serve(503)];
  return {
    good: good.addr.port,
    bad: bad.addr.port,
    [Symbol.asyncDispose]: async () => {
      await good.shutdown();
      await bad.shutdown();
    },
  };
}

Deno.test("targets of each kind come from the list to the matrix", async () => {
  await using web = webServers();
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const admin = await server.admin();
  const [good, bad] = [`http://127.0.0.1:${web.good}/`, `http://127.0.0.1:${web.bad}/`];
  const [open, closed] = [`127.0.0.1:${web.good}`, "127.0.0.1:1"];
  const wanted = [
    { address: "localhost" },
    { address: good, interval_ms: 10_000 },
    { address: bad },
    { address: open, kind: "tcp" },
    { address: closed, kind: "tcp" },
  ];
  const list = await admin.json<TargetsAnswer>("/api/v1/targets", { method: "PUT", body: wanted });
  const shown = list.targets as unknown as Record<string, unknown>[];
  assert.deepEqual(shown.map(({ kind, interval_ms }) => [kind, interval_ms]), [
    ["icmp", 5_000],
    ["http", 10_000],
    ["http", 5_000],
    ["tcp", 5_000],
    ["tcp", 5_000],
  ]);

  await using folder = await temporaryFolder();
  const token = await enrol(admin, true);
  await using agent = await AgentProcess.start({ token, stateDir: folder.path });
  const cells = await until(
    "each target has a result",
    () => cellsByAddress(admin),
    (seen) =>
      list.targets.every(({ address }) => seen[address] && seen[address].state !== "nodata"),
  );
  for (const address of ["localhost", good, open]) {
    assert.ok(cells[address].rtt_ms! > 0, `${address}: ${JSON.stringify(cells[address])}`);
  }
  for (const address of [bad, closed]) {
    assert.deepEqual([cells[address].state, cells[address].rtt_ms], ["fail", null], address);
  }
  assert.equal(await agent.child.stop(), 0, agent.child.output);

  // The same list at once, on a terminal.
  const { code, stdout } = await runAgentToItsEnd({ stateDir: folder.path, args: ["--once"] });
  assert.equal(code, 1, "two did not answer");
  const results = stdout.trim().split("\n").slice(1).map((line) => line.split(/ {2,}/)[1]);
  assert.deepEqual(results, ["ok", "ok", "bad status", "ok", "refused"]);
});
