import assert from "node:assert/strict";
import { decodeToken } from "@/shared/wire/enrolment_token.ts";
import { agentsOf, enrol, pointsOf, setTargets } from "./harness/api.ts";
import { Child, ROOT } from "./harness/child.ts";
import { upgradeStatus } from "./harness/upgrade_request.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { inTime, until } from "./harness/until.ts";
import { connectApproved, newWireKey } from "./harness/wire_agent.ts";

const QUIET = ["--no-local-agent"];
const SCRIPT = new URL("tests/fixtures/json_agent.py", ROOT).pathname;

/** The agent of a stranger: Python's standard library, no code of ours. */
function pythonAgent(server: ServerProcess, passphrase: string): Child {
  const { hostname, port } = new URL(server.url);
  return Child.start("the JSON agent", ["python3", SCRIPT, hostname, port, passphrase]);
}

Deno.test("an agent of the plain JSON dialect waits, is approved, reports, is acknowledged", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const { targets } = await setTargets(admin, ["127.0.0.1", "127.0.0.2"]);
  const token = await enrol(admin, false);
  await using agent = pythonAgent(server, token);
  await agent.line("stdout", /"status": "pending"/);
  const [pending] = await until("it is listed", () => agentsOf(admin), ([only]) => only?.connected);
  assert.deepEqual([pending.id, pending.name], [null, "python"]);

  await admin.post(`/api/v1/agents/${pending.ref}/approve`);
  await agent.line("stdout", /"status": "approved".*"agent_id": "agent_1"/);
  await agent.line("stdout", /"targets": \["127\.0\.0\.1", "127\.0\.0\.2"\]/);
  await agent.line("stdout", /"type": "data_received", "received": 2, "ignored": 0/);
  for (const { id } of targets) {
    assert.deepEqual((await pointsOf(admin, "agent_1", id)).map(({ rtt_ms }) => rtt_ms), [1.5]);
  }

  await setTargets(admin, ["127.0.0.3"]);
  await agent.line("stdout", /"targets": \["127\.0\.0\.3"\]/);

  await using again = pythonAgent(server, decodeToken(token).secret);
  await again.line("stdout", /"agent_id": "agent_1"/);
  await agent.line("stdout", /"closed": 4403, "reason": "this agent has connected again/);
  assert.equal((await agentsOf(admin)).length, 1, "the passphrase names the agent");
  const { events } = await admin.json<{ events: { event: string }[] }>(
    "/api/v1/agents/agent_1/events",
  );
  const names = new Set(events.map(({ event }) => event));
  assert.ok(names.has("replaced") && names.has("connected"), [...names].join());
});

Deno.test("a native agent's token does not open the plain JSON dialect", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const token = await enrol(admin, true);
  await using _native = await connectApproved(server.url, await newWireKey(), token);
  await using agent = pythonAgent(server, token);
  await agent.line("stdout", /"closed": 4403.*belongs to an agent that proves a key/);
  await using guess = pythonAgent(server, "guess");
  await guess.line("stdout", /"closed": 4403.*spent, expired or unknown/);
  assert.equal((await agentsOf(admin)).length, 1);
});

Deno.test("--no-json-agents closes the plain JSON dialect", async () => {
  await using server = await ServerProcess.start({ args: [...QUIET, "--no-json-agents"] });
  assert.equal(await upgradeStatus(server.url, "/agent", {}), 426);
});

Deno.test("plain JSON from another machine needs TLS", async () => {
  await using server = await ServerProcess.start({
    args: [...QUIET, "--trust-proxy", "127.0.0.1"],
  });
  const from = (proto: string) => ({
    "x-forwarded-for": "192.0.2.7",
    "x-forwarded-proto": proto,
  });
  assert.equal(await upgradeStatus(server.url, "/agent", from("http")), 426);
  assert.equal(await upgradeStatus(server.url, "/agent", from("https")), 101);
});

Deno.test("plain JSON is stored at the times that the agent gives, but not from a day ahead", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const { targets: [target] } = await setTargets(admin, ["127.0.0.1"]);
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/agent`);
  const heard: string[] = [];
  const closed = new Promise<CloseEvent>((resolve) => socket.onclose = resolve);
  socket.onmessage = ({ data }) => heard.push(data);
  await new Promise((resolve) => socket.onopen = resolve);
  const hello = { passphrase: await enrol(admin, true), hostname: "wrong clock" };
  socket.send(JSON.stringify(hello));
  await until("it is approved", () => heard.join(), (text) => /agent_1/.test(text));
  const report = (timestamp: string) =>
    socket.send(JSON.stringify({
      agent_id: "agent_1",
      data: [{ target: "127.0.0.1", timestamp, result: "ok", latency: 1 }],
    }));
  const at = (fromNowMs: number) => new Date(Date.now() + fromNowMs).toISOString();
  const late = at(-600_000);
  report(late);
  await until("it is acknowledged", () => heard.join(), (text) => /data_received/.test(text));
  const points = await pointsOf(admin, "agent_1", target.id);
  assert.deepEqual(points, [{ t: late, rtt_ms: 1 }], "neither corrected nor flagged");
  report(at(25 * 3_600_000));
  const { code, reason } = await inTime("it is closed", closed);
  assert.equal(code, 1008);
  assert.match(reason, /over a day in the future: set the agent's clock/);
});
