import assert from "node:assert/strict";
import { join } from "node:path";
import { AgentProcess, runAgentToItsEnd } from "./harness/agent_process.ts";
import { agentsOf, enrol, pointsOf, setTargets } from "./harness/api.ts";
import { runCommand } from "./harness/run_command.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { taskCommand } from "./harness/task_command.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";
import { until } from "./harness/until.ts";

/** Makes the bundle, and gives the command that runs it alone with the task's permissions. */
async function bundledAgent(folder: string): Promise<string[]> {
  const file = join(folder, "meshping-agent.js");
  const command = taskCommand("bundle:agent")
    .map((word) => word === "dist/meshping-agent.js" ? file : word);
  await runCommand(command);
  const own = taskCommand("agent").slice(0, -1);
  return [...own, "--no-config", "--no-lock", "--no-npm", "--no-remote", file];
}

Deno.test("the bundled agent runs alone: it enrols, measures, and reports on itself", async () => {
  await using folder = await temporaryFolder();
  const program = await bundledAgent(folder.path);
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const admin = await server.admin();
  const { targets: [target] } = await setTargets(admin, ["127.0.0.1"]);
  const token = await enrol(admin, true);
  await using agent = await AgentProcess.start({ token, name: "bundle", program });
  const points = await until(
    "a round arrives",
    () => pointsOf(admin, "agent_1", target.id),
    (found) => found.length > 0,
  );
  assert.ok(points[0].rtt_ms! > 0, `${points[0].rtt_ms} ms`);
  const [{ name, health }] = await until(
    "its clock was compared",
    () => agentsOf(admin),
    ([only]) =>
      typeof only.health?.clock_offset_ms === "number" && Number(only.health.icmp?.replies) > 0,
  );
  assert.equal(name, "bundle");
  assert.ok(health!.icmp!.sent >= health!.icmp!.replies);
  assert.equal(health!.icmp!.rate_limited, 0);
  // One machine has one clock.
  assert.ok(Math.abs(health!.clock_offset_ms!) <= health!.clock_error_ms! + 2);
  assert.equal(await agent.child.stop(), 0, agent.child.output);
});

Deno.test("the bundled agent pings once and ends with what came of it", async () => {
  await using folder = await temporaryFolder();
  const program = await bundledAgent(folder.path);
  const good = await runAgentToItsEnd({ program, args: ["--once", "127.0.0.1", "::1"] });
  assert.equal(good.code, 0, good.stderr);
  assert.match(
    good.stdout,
    /^TARGET +RESULT +TIME\n127\.0\.0\.1 +ok +\d+\.\d{3} ms.*\n::1 +ok +\d/,
  );
  const bad = await runAgentToItsEnd({
    program,
    args: ["--once", "127.0.0.1", "tcp://127.0.0.1:1"],
  });
  assert.equal(bad.code, 1, bad.stderr);
  assert.match(bad.stdout, /\ntcp:\/\/127\.0\.0\.1:1 +refused +–\n$/);
  const wrong = await runAgentToItsEnd({ program, args: ["--once", "10.0.0.300"] });
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /^meshping agent: 300 is over 255\n$/);
});
