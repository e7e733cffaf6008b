import assert from "node:assert/strict";
import { enrol, pointsOf, setTargets } from "./harness/api.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { taskCommand } from "./harness/task_command.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";
import { connectApproved, newWireKey } from "./harness/wire_agent.ts";

const QUIET = ["--no-local-agent"];
const ROUNDS = 10;

Deno.test("a server whose database's writer has died says so and exits 1; no round is lost", async () => {
  await using folder = await temporaryFolder();
  const key = await newWireKey();
  const startMs = Date.now() - 60_000;
  const module = import.meta.resolve("./fixtures/dying_writer_server.ts");
  const program = taskCommand("server").map((word) => word === "server/main.ts" ? module : word);
  let revision: number, target: string, acknowledged: number;
  const frame = (round: number) => ({
    session: 1,
    round,
    revision,
    startedAtMs: startMs + round * 5_000,
    flags: 0,
    results: Uint32Array.of(1_000 * round),
    notes: new Uint8Array(),
  });
  {
    await using server = await ServerProcess.start({ dataDir: folder.path, args: QUIET, program });
    const admin = await server.admin();
    const list = await setTargets(admin, ["192.0.2.1"]);
    [revision, target] = [list.revision, list.targets[0].id];
    await using agent = await connectApproved(server.url, key, await enrol(admin, true));
    for (let round = 1; round <= ROUNDS; round++) {
      agent.sendRound(frame(round));
      // One transaction each, as long as there is a writer.
      if (round <= 2) await agent.acknowledged(1, round);
    }
    assert.equal(await server.child.end(), 1, server.child.output);
    assert.match(server.child.stderr, /database's writer has failed: .*pulled the plug/);
    await agent.end();
    acknowledged = agent.heard.filter(({ type }) => type === "ack").length;
  }
  assert.equal(acknowledged, 2, "what the writer did not answer is not acknowledged");
  await using server = await ServerProcess.start({ dataDir: folder.path, args: QUIET });
  const admin = await server.admin();
  await using agent = await connectApproved(server.url, key);
  for (let round = acknowledged + 1; round <= ROUNDS; round++) agent.sendRound(frame(round));
  await agent.acknowledged(1, ROUNDS);
  const points = await pointsOf(admin, "agent_1", target);
  assert.deepEqual(points.map(({ rtt_ms }) => rtt_ms), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});
