import assert from "node:assert/strict";
import type { ServerMessage } from "@/shared/wire/control.ts";
import { CLOSE_CODES, MAX_RESOLVED } from "@/shared/wire/control.ts";
import { decodeToken } from "@/shared/wire/enrolment_token.ts";
import { encodeRound, type RoundFrame } from "@/shared/wire/round_frame.ts";
import { MAX_RESOLVED_KEPT } from "./presence.ts";
import { newKey, NOW_MS, withBench } from "./testing/bench.ts";

const health = {
  bufferedRounds: 2,
  lagMs: 3,
  starvedRounds: 4,
  sendErrors: 5,
  skippedProbes: 6,
  clockOffsetMs: null,
  clockErrorMs: null,
  icmp: {
    ...{ sent: 7, replies: 8, late: 9, duplicates: 10, foreign: 11, malformed: 12 },
    ...{ rateLimited: 13, receiveDrops: 14, userStamped: 15, reopened: 16 },
  },
  icmpIds: [77, 78],
};
const types = (sent: ServerMessage[]) =>
  sent.map((m) => m.type === "status" ? `${m.type} ${m.status}` : m.type);
const round = (number: number): RoundFrame => ({
  session: 1,
  round: number,
  revision: 5,
  startedAtMs: NOW_MS,
  flags: 0,
  results: new Uint32Array([250]),
  notes: new Uint8Array(),
});

Deno.test("AgentConnection lets an enrolled agent wait, then sends targets on approval", () =>
  withBench(async (bench) => {
    const { sent, ref, connection } = await bench.agent("pending");
    assert.deepEqual(types(sent), ["challenge", "status pending"]);
    await bench.registry.approve(ref, "ada");
    connection.update();
    assert.deepEqual(types(sent).slice(2), ["status approved", "targets"]);
    assert.equal((sent[2] as { agentId: string }).agentId, "agent_1");
    connection.update();
    assert.equal(sent.length, 4, "nothing new, nothing sent");
  }));

Deno.test("AgentConnection approves at once when the enrolment says so", () =>
  withBench(async (bench) => {
    const wire = bench.connect();
    const token = await bench.token({ preApproved: true, name: "edge-1" });
    await wire.connection.receive(await bench.enrolHello(await newKey(), wire.nonce, token));
    assert.deepEqual(types(wire.sent), ["challenge", "status approved", "targets"]);
    assert.equal(bench.registry.list()[0].name, "edge-1");
  }));

Deno.test("AgentConnection acknowledges a round after it was kept, and only when approved", () =>
  withBench(async (bench) => {
    const pending = await bench.agent("pending");
    await pending.connection.receive(encodeRound(round(1)));
    assert.deepEqual([bench.kept.length, pending.closed.length], [0, 0]);
    const approved = await bench.agent("approved");
    await approved.connection.receive(encodeRound(round(2)));
    assert.deepEqual(bench.kept, [[1, round(2)]]);
    assert.deepEqual(approved.sent.at(-1), { type: "ack", session: 1, round: 2 });
  }));

Deno.test("AgentConnection recognises an agent by its key", () =>
  withBench(async (bench) => {
    const { key, ref } = await bench.agent("approved");
    const again = bench.connect();
    await again.connection.receive(await bench.hello(key, again.nonce));
    assert.equal(again.connection.ref, ref);
    assert.deepEqual(types(again.sent), ["challenge", "status approved", "targets"]);
    assert.equal(bench.registry.list().length, 1);
  }));

Deno.test("AgentConnection puts an approved agent that moved on hold", () =>
  withBench(async (bench) => {
    const { key, ref } = await bench.agent("approved");
    const moved = bench.connect("198.51.100.9");
    await moved.connection.receive(await bench.hello(key, moved.nonce));
    assert.deepEqual(types(moved.sent), ["challenge", "status hold"]);
    const [entry] = await bench.store.audit.listAudit(1);
    assert.equal(entry.action, "agent.moved");
    assert.match(entry.detail, /192\.0\.2\.7 → 198\.51\.100\.9/);
    await bench.registry.approve(ref, "ada");
    moved.connection.update();
    assert.deepEqual(types(moved.sent).slice(2), ["status approved", "targets"]);
  }));

Deno.test("AgentConnection closes when its agent is rejected or removed", () =>
  withBench(async (bench) => {
    const a = await bench.agent("approved");
    await bench.registry.reject(a.ref, "ada");
    a.connection.update();
    assert.equal(a.closed[0][0], CLOSE_CODES.refused);
    const b = await bench.agent("approved");
    await bench.registry.remove(b.ref, "ada");
    b.connection.update();
    assert.deepEqual(b.closed[0], [
      CLOSE_CODES.refused,
      "this agent was removed by an administrator",
    ]);
  }));

const broken: [string, string | Uint8Array, RegExp][] = [
  ["text that is no JSON", "{", /not JSON/],
  [
    "a report before hello",
    JSON.stringify({ type: "report", droppedRounds: 0, bufferedBytes: 0, ...health }),
    /must be hello/,
  ],
  ["a round before hello", encodeRound(round(1)), /must be hello/],
  ["a long text", "x".repeat(20_000), /at most 16384/],
];
for (const [name, frame, reason] of broken) {
  Deno.test(`AgentConnection closes on ${name}`, () =>
    withBench(async (bench) => {
      const wire = bench.connect();
      await wire.connection.receive(frame);
      assert.equal(wire.closed[0][0], 1008);
      assert.match(wire.closed[0][1], reason);
    }));
}

Deno.test("AgentConnection closes on a broken round, and on a second hello", () =>
  withBench(async (bench) => {
    const a = await bench.agent("approved");
    await a.connection.receive(encodeRound(round(1)).slice(0, -1));
    assert.match(a.closed[0][1], /do not fit/);
    const b = await bench.agent("approved");
    await b.connection.receive(await bench.hello(b.key, b.nonce));
    assert.match(b.closed[0][1], /said already/);
  }));

Deno.test("AgentConnection cuts off an agent that sends faster than it is read", () =>
  withBench(async (bench) => {
    const { connection, closed } = await bench.agent("approved");
    const all = Array.from(
      { length: 1_001 },
      (_, n) => connection.receive(encodeRound(round(n + 1))),
    );
    await Promise.all(all);
    assert.deepEqual(closed, [[1008, "too many frames at once"]]);
  }));

Deno.test("AgentConnection cuts off an agent that sends more than is kept of it", () =>
  withBench(async (bench) => {
    const { connection, closed } = await bench.agent("approved");
    const large = encodeRound({ ...round(1), notes: new Uint8Array(500_000) });
    await Promise.all(Array.from({ length: 34 }, () => connection.receive(large)));
    assert.deepEqual(closed, [[1008, "too many frames at once"]]);
  }));

const useless: [string, RoundFrame, RegExp][] = [
  ["of a list there never was", { ...round(1), revision: 404 }, /no such list/],
  ["whose notes are broken", { ...round(1), notes: new Uint8Array(3) }, /cut off/],
];
for (const [name, frame, reason] of useless) {
  Deno.test(`AgentConnection discards a round ${name}, and takes the next`, () =>
    withBench(async (bench) => {
      const { connection, sent, closed } = await bench.agent("approved");
      await connection.receive(encodeRound(frame));
      await connection.receive(encodeRound(round(2)));
      const [discard, ack] = sent.slice(-2);
      assert.ok(discard.type === "discard");
      assert.deepEqual([discard.session, discard.round], [frame.session, 1]);
      assert.match(discard.reason, reason);
      assert.equal(ack.type, "ack");
      assert.deepEqual([closed, bench.kept.length], [[], 1]);
    }));
}

Deno.test("AgentConnection answers with the time it was asked at, and the time it answers", () =>
  withBench(async (bench) => {
    const { connection, sent } = await bench.agent("pending");
    const nowMs = bench.nowMs;
    await connection.receive('{"type":"time","askedAtMs":-5}');
    assert.deepEqual(sent.at(-1), {
      type: "time",
      askedAtMs: -5,
      receivedAtMs: nowMs,
      repliedAtMs: nowMs + 1,
    });
  }));

Deno.test("AgentConnection hands on what an agent says of itself", () =>
  withBench(async (bench) => {
    const { connection, ref } = await bench.agent("approved");
    assert.equal(bench.registry.find(ref)!.health, null);
    const report = { type: "report", droppedRounds: 9, bufferedBytes: 1_000, ...health };
    await connection.receive(JSON.stringify(report));
    const agent = bench.registry.find(ref)!;
    assert.deepEqual([agent.droppedRounds, agent.health], [9, health]);
    const { icmp: _, icmpIds: __, ...older } = report;
    await connection.receive(JSON.stringify({ ...older, more: 1 }));
    const { icmp, icmpIds } = bench.registry.find(ref)!.health!;
    assert.deepEqual([icmp, icmpIds], [null, []], "an agent that does not say");
  }));

Deno.test("AgentConnection hands on where an approved agent's requests to host names go", () =>
  withBench(async (bench) => {
    const report = (resolved: unknown) =>
      JSON.stringify({ type: "report", droppedRounds: 0, bufferedBytes: 0, ...health, resolved });
    const pending = await bench.agent("pending");
    await pending.connection.receive(report([{ target: "target_1", address: "192.0.2.1" }]));
    assert.equal(bench.registry.resolved(pending.ref).size, 0);
    const { connection, ref, closed } = await bench.agent("approved");
    await connection.receive(report([
      { target: "target_1", address: "192.0.2.1" },
      { target: "target_2", address: "2001:DB8::0:1" },
      { target: "target_3", address: "<b>" },
    ]));
    await connection.receive(report([{ target: "target_1", address: "192.0.2.9", more: 1 }]));
    await connection.receive(
      JSON.stringify({ type: "report", droppedRounds: 0, bufferedBytes: 0, ...health }),
    );
    const found = () => [...bench.registry.resolved(ref)];
    assert.deepEqual(found(), [["target_2", "2001:db8::1"], ["target_1", "192.0.2.9"]]);
    for (let n = 0; n < MAX_RESOLVED_KEPT; n += MAX_RESOLVED) {
      const some = Array.from({ length: MAX_RESOLVED }, (_, i) => `target_${1_000 + n + i}`);
      await connection.receive(report(some.map((target) => ({ target, address: "192.0.2.7" }))));
    }
    assert.equal(found().length, MAX_RESOLVED_KEPT, "the ones told longest ago are forgotten");
    assert.deepEqual(found().filter(([, address]) => address !== "192.0.2.7"), []);
    assert.deepEqual(closed, []);
    const tooMany = Array.from({ length: MAX_RESOLVED + 1 }, () => ({ target: "a", address: "b" }));
    await connection.receive(report(tooMany));
    assert.equal(closed.length, 1);
  }));

Deno.test("AgentConnection keeps the local agent's record for the inner door", () =>
  withBench(async (bench) => {
    const inner = bench.connect("127.0.0.1", true);
    const key = await newKey();
    const token = await bench.token({ preApproved: true });
    await inner.connection.receive(await bench.enrolHello(key, inner.nonce, token));
    assert.equal(bench.registry.list()[0].local, true);
    const outside = bench.connect("203.0.113.5");
    await outside.connection.receive(await bench.hello(key, outside.nonce));
    assert.match(outside.closed[0][1], /from inside only/);
  }));

Deno.test("AgentConnection shows both addresses of an agent that moved, until it is approved", () =>
  withBench(async (bench) => {
    const { key, ref } = await bench.agent("approved");
    for (const address of ["198.51.100.9", "203.0.113.5"]) {
      const moved = bench.connect(address);
      await moved.connection.receive(await bench.hello(key, moved.nonce));
      const agent = bench.registry.find(ref)!;
      assert.deepEqual([agent.status, agent.previousAddress, agent.address], [
        "hold",
        "192.0.2.7",
        address,
      ]);
    }
    await bench.registry.approve(ref, "ada");
    assert.equal(bench.registry.find(ref)!.previousAddress, null);
    const events = (await bench.registry.events(ref)).map(({ event }) => event);
    assert.deepEqual(
      events,
      ["approved", "connected", "held", "connected", "approved", "connected", "enrolled"],
    );
  }));

Deno.test("AgentConnection gives a known agent a new key by a rotation token", () =>
  withBench(async (bench) => {
    const { key, ref } = await bench.agent("approved");
    const before = bench.registry.find(ref)!;
    const { token } = await bench.registry.rotate(ref, "ada", "http://127.0.0.1:5000");
    const { newKey: asks, ...contents } = decodeToken(token);
    assert.equal(asks, true);
    const fresh = await newKey(), wire = bench.connect();
    await wire.connection.receive(await bench.enrolHello(fresh, wire.nonce, contents));
    const after = bench.registry.find(ref)!;
    assert.deepEqual([wire.connection.ref, after.id, after.status], [ref, "agent_1", "approved"]);
    assert.notEqual(after.fingerprint, before.fingerprint);
    const old = bench.connect();
    await old.connection.receive(await bench.hello(key, old.nonce));
    assert.match(old.closed[0][1], /not known here/);
    assert.equal((await bench.registry.events(ref))[1].event, "rekeyed");
  }));
