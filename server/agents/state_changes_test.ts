import assert from "node:assert/strict";
import type { AgentStatus } from "@/shared/agent.ts";
import { Refusal } from "@/shared/refusal.ts";
import { type Bench, newKey, withBench } from "./testing/bench.ts";

type Way = (bench: Bench, ref: string, key: Awaited<ReturnType<typeof newKey>>) => Promise<unknown>;

const approve: Way = (b, ref) => b.registry.approve(ref, "ada");
const hold: Way = (b, ref) => b.registry.hold(ref, "ada");
const reject: Way = (b, ref) => b.registry.reject(ref, "ada");
const call = (address: string): Way => async (b, _ref, key) => {
  const wire = b.connect(address);
  await wire.connection.receive(await b.hello(key, wire.nonce));
};

/** From a state by a way to a state; what the audit log and the agent's own log say of it. */
const changes: [AgentStatus, string, Way, AgentStatus, audit: RegExp, event: string][] = [
  ["pending", "approve", approve, "approved", /^ada agent\.approve edge/, "approved"],
  ["pending", "hold", hold, "hold", /^ada agent\.hold edge/, "held"],
  ["pending", "reject", reject, "blacklisted", /^ada agent\.reject edge/, "rejected"],
  ["pending", "a call from elsewhere", call("203.0.113.9"), "pending", /./, "connected"],
  ["approved", "hold", hold, "hold", /^ada agent\.hold edge/, "held"],
  ["approved", "reject", reject, "blacklisted", /^ada agent\.reject edge/, "rejected"],
  ["approved", "a call from home", call("192.0.2.7"), "approved", /./, "connected"],
  [
    "approved",
    "a call from elsewhere",
    call("203.0.113.9"),
    "hold",
    /^- agent\.moved edge.*192\.0\.2\.7 → 203\.0\.113\.9/,
    "held",
  ],
  ["hold", "approve", approve, "approved", /^ada agent\.approve edge/, "approved"],
  ["hold", "reject", reject, "blacklisted", /^ada agent\.reject edge/, "rejected"],
  ["hold", "a call from home", call("192.0.2.7"), "hold", /./, "connected"],
  ["blacklisted", "approve", approve, "approved", /^ada agent\.approve edge/, "approved"],
  ["blacklisted", "hold", hold, "hold", /^ada agent\.hold edge/, "held"],
  [
    "blacklisted",
    "a call",
    call("192.0.2.7"),
    "blacklisted",
    /^- agent\.refused .*it is on the blacklist/,
    "refused",
  ],
];

const ways: Partial<Record<AgentStatus, Way>> = { approved: approve, hold, blacklisted: reject };

for (const [from, name, way, to, audit, event] of changes) {
  Deno.test(`AgentRegistry: ${from}, then ${name}: ${to}`, () =>
    withBench(async (bench) => {
      const { ref, key } = await bench.agent("pending");
      await ways[from]?.(bench, ref, key);
      assert.equal(bench.registry.find(ref)!.status, from);
      await way(bench, ref, key);
      const agent = bench.registry.find(ref)!;
      assert.equal(agent.status, to);
      assert.match((await bench.auditLines(1))[0], audit);
      assert.equal((await bench.registry.events(ref))[0].event, event);
      const [stored] = await bench.store.agents.listAgents();
      assert.deepEqual([stored.status, stored.address], [agent.status, agent.address]);
    }));
}

Deno.test("AgentRegistry loses no decision that falls together with an agent's good-bye", () =>
  withBench(async (bench) => {
    for (const [decide, expected] of [["approve", "approved"], ["hold", "hold"]] as const) {
      const { ref, connection } = await bench.agent("pending");
      await Promise.all([connection.closed("gone"), bench.registry[decide](ref, "ada")]);
      const { ref: again, connection: other } = await bench.agent("pending");
      await Promise.all([bench.registry[decide](again, "ada"), other.closed("gone")]);
      const stored = new Map((await bench.store.agents.listAgents()).map((r) => [r.ref, r.status]));
      for (const one of [ref, again]) {
        assert.deepEqual([bench.registry.find(one)!.status, stored.get(one)], [expected, expected]);
      }
    }
  }));

Deno.test("AgentRegistry.approve() shows the way an agent moved in both logs", () =>
  withBench(async (bench) => {
    const { ref, key } = await bench.agent("approved");
    await call("203.0.113.9")(bench, ref, key);
    const { previousAddress, address } = bench.registry.find(ref)!;
    assert.deepEqual([previousAddress, address], ["192.0.2.7", "203.0.113.9"]);
    await bench.registry.approve(ref, "bob");
    assert.equal(bench.registry.find(ref)!.previousAddress, null);
    assert.match((await bench.auditLines(1))[0], /^bob agent\.approve .*192\.0\.2\.7 → 203/);
    assert.match((await bench.registry.events(ref))[0].detail, /^by bob, 192\.0\.2\.7 → 203/);
    // Where it is approved now is its home.
    await call("203.0.113.9")(bench, ref, key);
    assert.equal(bench.registry.find(ref)!.status, "approved");
  }));

Deno.test("AgentRegistry.remove() forgets the key, and ids are not given again", () =>
  withBench(async (bench) => {
    const { ref, connection, closed } = await bench.agent("approved");
    await bench.registry.remove(ref, "ada");
    connection.update();
    assert.match(closed[0][1], /removed by an administrator/);
    await connection.closed("");
    assert.match((await bench.auditLines(1))[0], /^ada agent\.remove edge/);
    const next = await bench.agent("approved");
    assert.equal(bench.registry.find(next.ref)!.id, "agent_2");
    await assert.rejects(bench.registry.approve(ref, "ada"), Refusal);
  }));

Deno.test("AgentRegistry.events() says who went and why", () =>
  withBench(async (bench) => {
    const { ref, connection } = await bench.agent("approved");
    await connection.closed("the agent is stopping");
    const [{ event, detail }] = await bench.registry.events(ref);
    assert.deepEqual([event, detail], ["disconnected", "the agent is stopping"]);
  }));

Deno.test("AgentRegistry.enrolments() lists open tokens without their secret, until they end", () =>
  withBench(async (bench) => {
    const { registry } = bench;
    const made = await registry.enrol(
      { name: " edge ", uses: 2, preApproved: true, expiresInMs: 60_000 },
      "ada",
      "https://mesh.example.net",
    );
    const [open] = await registry.enrolments();
    assert.deepEqual({ ...open, createdAtMs: 0 }, {
      id: made.id,
      name: "edge",
      uses: 2,
      usesLeft: 2,
      preApproved: true,
      createdAtMs: 0,
      expiresAtMs: made.expiresAtMs,
      createdBy: "ada",
      agentRef: null,
    });
    assert.equal(made.command, made.commands[0].text);
    for (const { text } of made.commands) assert.ok(text.includes(made.token), text);
    await registry.revokeEnrolment(made.id, "bob");
    assert.match((await bench.auditLines(1))[0], /^bob enrolment\.revoke 2 of 2 uses left/);
    assert.deepEqual(await registry.enrolments(), []);
    await assert.rejects(registry.revokeEnrolment(made.id, "bob"), /no open token/);
    await registry.enrol({ expiresInMs: 1_000 }, "ada", "https://mesh.example.net");
    bench.nowMs += 1_000;
    assert.deepEqual(await registry.enrolments(), []);
  }));
