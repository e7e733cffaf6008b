import assert from "node:assert/strict";
import { AgentProcess } from "../harness/agent_process.ts";
import { agentsOf, pointsOf, setTargets } from "../harness/api.ts";
import { NetworkNamespace } from "../harness/network_namespace.ts";
import { ServerProcess } from "../harness/server_process.ts";
import { until } from "../harness/until.ts";

/** A cut connection is left after 45 s of silence, looked at every 15 s; then the agent calls again. */
const NOTICED_MS = 120_000;

interface Moved {
  status: string;
  address: string;
  previous_address: string | null;
}

Deno.test("an agent that was cut off and moved is held, approved again, and hands in what it kept", async () => {
  await using site = await NetworkNamespace.create();
  await using server = await ServerProcess.start({
    args: ["--no-local-agent", "--host", "0.0.0.0", "--insecure-http", "--syslog-port", "off"],
  });
  const port = new URL(server.url).port;
  const reached = `http://${site.outside.ipv4}:${port}`;
  const token = await server.adminCommand(["enrol", "--pre-approved", "--url", reached]);
  const admin = await server.withToken("operator");
  const { targets: [target] } = await setTargets(admin, ["127.0.0.1"]);
  await using agent = await AgentProcess.start({
    token: token.trim(),
    name: "mover",
    through: ["ip", "netns", "exec", site.name],
  });
  await until(
    "a round arrives",
    () => pointsOf(admin, "agent_1", target.id),
    (points) => points.length > 0,
  );
  const shown = async () => (await agentsOf(admin))[0] as unknown as Moved;
  assert.deepEqual((await shown()).address, site.inside.ipv4);

  const before = await pointsOf(admin, "agent_1", target.id);
  const elsewhere = site.inside.ipv4.replace(/\.2$/, ".77"), device = site.interfaceName;
  await site.run(["ip", "address", "del", `${site.inside.ipv4}/24`, "dev", device]);
  await site.run(["ip", "address", "add", `${elsewhere}/24`, "dev", device]);
  const held = await until("it is held", shown, ({ status }) => status === "hold", NOTICED_MS);
  assert.deepEqual([held.previous_address, held.address], [site.inside.ipv4, elsewhere]);
  await agent.child.line("stderr", /agent_1 is hold: on hold/);
  const heldAtMs = Date.now();

  await admin.post("/api/v1/agents/agent_1/approve");
  await agent.child.line("stderr", /is hold[^]*agent_1 is approved[^]*probing 1 targets/);
  const lastBefore = Date.parse(before.at(-1)!.t);
  const points = await until(
    "what it kept has arrived",
    () => pointsOf(admin, "agent_1", target.id),
    (all) => all.some(({ t }) => Date.parse(t) > lastBefore + 10_000 && Date.parse(t) < heldAtMs),
  );
  assert.equal(new Set(points.map(({ t }) => t)).size, points.length, "no round twice");
  const { events } = await admin.json<{ events: { event: string; detail: string }[] }>(
    "/api/v1/agents/agent_1/events",
  );
  const lines = events.map(({ event, detail }) => `${event} ${detail}`);
  const way = `${site.inside.ipv4} → ${elsewhere}`;
  assert.ok(lines.includes(`held ${way}`), lines.join("\n"));
  assert.ok(lines.includes(`approved by operator, ${way}`), lines.join("\n"));
  const ended = (line: string) => line.startsWith("disconnected ") || line.startsWith("replaced ");
  assert.ok(lines.some(ended), lines.join("\n"));
});
