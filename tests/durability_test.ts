import assert from "node:assert/strict";
import type { RoundFrame } from "@/shared/wire/round_frame.ts";
import { connectApproved, newWireKey } from "./harness/wire_agent.ts";
import type { TargetsAnswer } from "./harness/answers.ts";
import { agentsOf, enrol, pointsOf } from "./harness/api.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";

const QUIET = ["--no-local-agent"];
const SESSION = 7;

/** Rounds of the last minutes, one every 5 s, the newest last. */
function rounds(count: number, list: TargetsAnswer, nowMs: number): RoundFrame[] {
  return Array.from({ length: count }, (_, index) => ({
    session: SESSION,
    round: index + 1,
    revision: list.revision,
    startedAtMs: nowMs - (count - index) * 5_000,
    flags: 0,
    results: new Uint32Array(list.targets.length).fill(1_000 + index),
    notes: new Uint8Array(),
  }));
}

const asPoints = (frames: RoundFrame[]) =>
  frames.map(({ startedAtMs, results }) => ({
    t: new Date(startedAtMs).toISOString(),
    rtt_ms: results[0] / 1000,
  }));

Deno.test("targets, agents, people and results are there after a restart", async () => {
  await using folder = await temporaryFolder();
  const options = { dataDir: folder.path, args: QUIET };
  const key = await newWireKey();
  let list: TargetsAnswer, cookie: string, sent: RoundFrame[];
  {
    await using server = await ServerProcess.start(options);
    const admin = await server.admin();
    cookie = admin.headers.cookie;
    list = await admin.json("/api/v1/targets", {
      method: "PUT",
      body: ["192.0.2.7", { address: "host.example", name: "a host", group: "g", warn_ms: 20 }],
    });
    await using agent = await connectApproved(server.url, key, await enrol(admin, true));
    sent = rounds(40, list, Date.now());
    for (const frame of sent) agent.sendRound(frame);
    await agent.acknowledged(SESSION, sent.length);
    assert.equal(await server.stop(), 0, server.child.output);
    assert.equal((await agent.end()).code, 1001, "the agent was told to come back");
  }
  await using server = await ServerProcess.start(options);
  const admin = await server.admin();
  admin.headers.cookie = cookie;
  assert.deepEqual(await admin.json("/api/v1/targets"), list, "the session lives on, and the list");
  const [agent] = await agentsOf(admin);
  assert.deepEqual(
    [agent.id, agent.name, agent.status, agent.connected],
    ["agent_1", "wire", "approved", false],
  );
  assert.deepEqual(await pointsOf(admin, agent.id!, list.targets[0].id), asPoints(sent));
  await using again = await connectApproved(server.url, key);
  assert.equal((await again.next("status")).agentId, "agent_1");
});

Deno.test("every acknowledged round survives kill -9, and is not stored twice", async () => {
  await using folder = await temporaryFolder();
  const options = { dataDir: folder.path, args: QUIET };
  const key = await newWireKey();
  let list: TargetsAnswer, sent: RoundFrame[], acknowledged: number;
  {
    await using server = await ServerProcess.start(options);
    const admin = await server.admin();
    list = await admin.json("/api/v1/targets");
    await using agent = await connectApproved(server.url, key, await enrol(admin, true));
    sent = rounds(300, list, Date.now());
    for (const frame of sent) agent.sendRound(frame);
    await agent.acknowledged(SESSION, 20);
    await server.stop("SIGKILL");
    await agent.end();
    acknowledged = Math.max(...agent.heard.map((m) => m.type === "ack" ? m.round : 0));
  }
  await using server = await ServerProcess.start(options);
  const admin = await server.admin();
  const [agent] = await agentsOf(admin);
  const kept = await pointsOf(admin, agent.id!, list.targets[0].id);
  assert.ok(kept.length >= acknowledged, `${kept.length} kept, ${acknowledged} acknowledged`);
  assert.deepEqual(kept, asPoints(sent.slice(0, kept.length)), "in order, without a hole");

  // As an agent does: what was not acknowledged is sent again, and some of it was stored.
  await using again = await connectApproved(server.url, key);
  for (const frame of sent.slice(Math.max(0, acknowledged - 5))) again.sendRound(frame);
  await again.acknowledged(SESSION, sent.length);
  assert.deepEqual(await pointsOf(admin, agent.id!, list.targets[0].id), asPoints(sent));
});
