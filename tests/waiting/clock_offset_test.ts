import assert from "node:assert/strict";
import { AgentProcess } from "../harness/agent_process.ts";
import { agentsOf, cellsByAddress, enrol, pointsOf, setTargets } from "../harness/api.ts";
import { ServerProcess } from "../harness/server_process.ts";
import { taskCommand } from "../harness/task_command.ts";
import { until } from "../harness/until.ts";

const HOUR_MS = 3_600_000;
/** More than any of the machine's own delays. */
const NEAR_MS = 60_000;

/** The agent's command with its main module replaced, and a clock that is wrong. */
function wrongClock(shiftMs: number): string[] {
  const module = import.meta.resolve("../fixtures/shifted_clock_agent.ts");
  const command = taskCommand("agent").map((word) => word === "agent/main.ts" ? module : word);
  return ["env", `MESHPING_AGENT_CLOCK_SHIFT_MS=${shiftMs}`, ...command];
}

for (const shiftMs of [3 * HOUR_MS, -90 * HOUR_MS, 40 * HOUR_MS]) {
  Deno.test(`an agent whose clock is ${shiftMs / HOUR_MS} h off has its results at the right time, flagged`, async () => {
    await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
    const admin = await server.admin();
    const { targets } = await setTargets(admin, ["127.0.0.1"]);
    const token = await enrol(admin, true);
    const startMs = Date.now();
    await using _agent = await AgentProcess.start({ token, program: wrongClock(shiftMs) });
    const points = await until(
      "two rounds are there, at their time",
      () => pointsOf(admin, "agent_1", targets[0].id),
      (found) => found.length >= 2,
    );
    for (const { t, rtt_ms, clock_off } of points) {
      const atMs = Date.parse(t);
      assert.ok(startMs - NEAR_MS < atMs && atMs < Date.now() + NEAR_MS, `${t} is now`);
      assert.equal(typeof rtt_ms, "number");
      assert.equal(clock_off, true);
    }
    assert.equal((await cellsByAddress(admin))["127.0.0.1"].state, "ok");
    const [{ health }] = await until(
      "the agent says how far its clock is off",
      () => agentsOf(admin),
      ([only]) => only.health?.clock_off === true,
    );
    assert.ok(Math.abs(health!.clock_offset_ms! + shiftMs) < NEAR_MS);
    const page = await admin.text(`/mesh/agent_1/${targets[0].id}`);
    assert.match(
      page.text,
      /The agent&#39;s clock was over 2 s off|The agent's clock was over 2 s off/,
    );
  });
}
