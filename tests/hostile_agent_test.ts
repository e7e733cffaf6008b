import assert from "node:assert/strict";
import { MAX_AGENT_CONTROL_LENGTH } from "@/shared/wire/control.ts";
import { encodeRound, MAX_ROUND_BYTES, type RoundFrame } from "@/shared/wire/round_frame.ts";
import { agentsOf, enrol, pointsOf } from "./harness/api.ts";
import type { TargetsAnswer } from "./harness/answers.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { until } from "./harness/until.ts";
import {
  connectApproved,
  healthyReport,
  newWireKey,
  WireAgent,
  type WireKey,
} from "./harness/wire_agent.ts";

const QUIET = ["--no-local-agent"];
const POLICY_VIOLATION = 1008;
const TOO_BIG = 1009;
const REFUSED = 4403;

/** What a stranger sends instead of a proper hello, and how the server answers. */
interface Trick {
  name: string;
  send(stranger: WireAgent, key: WireKey): Promise<void> | void;
  code: number;
  reason: RegExp;
}

const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

const beforeHello: Trick[] = [
  {
    name: "garbage text",
    send: (stranger) => stranger.say("\u0000 not { json"),
    code: POLICY_VIOLATION,
    reason: /not JSON/,
  },
  {
    name: "another protocol",
    send: (stranger) => stranger.say('{"passphrase":"x","hostname":"y"}'),
    code: POLICY_VIOLATION,
    reason: /does not fit meshping\.v1/,
  },
  {
    name: "garbage bytes",
    send: (stranger) => stranger.say(bytes(512)),
    code: POLICY_VIOLATION,
    reason: /first message must be hello/,
  },
  {
    name: "a text frame over the limit",
    send: (stranger) => stranger.say("x".repeat(MAX_AGENT_CONTROL_LENGTH + 1)),
    code: POLICY_VIOLATION,
    reason: /at most 16384 characters/,
  },
  {
    name: "a binary frame over the limit",
    send: (stranger) => stranger.say(new Uint8Array(MAX_ROUND_BYTES + 1)),
    code: TOO_BIG,
    reason: /at most 604320 bytes/,
  },
  {
    name: "a report before its hello",
    send: (stranger) => stranger.say(healthyReport),
    code: POLICY_VIOLATION,
    reason: /first message must be hello/,
  },
  {
    name: "a hello signed by another key",
    send: async (stranger, key) => {
      const hello = await stranger.hello(await newWireKey());
      stranger.say({ ...hello, publicKey: key.publicKey });
    },
    code: REFUSED,
    reason: /signature does not fit/,
  },
  {
    name: "a key that nobody enrolled",
    send: async (stranger) => stranger.say(await stranger.hello(await newWireKey())),
    code: REFUSED,
    reason: /key is not known/,
  },
];

const round = (list: TargetsAnswer, changes: Partial<RoundFrame> = {}): RoundFrame => ({
  session: 1,
  round: 1,
  revision: list.revision,
  startedAtMs: Date.now(),
  flags: 0,
  results: new Uint32Array(list.targets.length).fill(1_000),
  notes: new Uint8Array(),
  ...changes,
});

/** What an approved agent that has gone mad sends. */
const badRounds: [name: string, (list: TargetsAnswer) => Uint8Array<ArrayBuffer>, RegExp][] = [
  ["too short a round", () => new Uint8Array(3), /at least 32 bytes/],
  ["a frame of no kind", () => new Uint8Array(40).fill(9), /unknown frame kind/],
  [
    "a round cut in the middle",
    (list) => encodeRound(round(list)).slice(0, -2),
    /do not fit a frame/,
  ],
];

/** Rounds that are well made and can never be kept. */
const uselessRounds: typeof badRounds = [
  [
    "a round of a list there never was",
    (list) => encodeRound(round(list, { revision: 4_000_000 })),
    /no target list of revision/,
  ],
  [
    "a round with too many results",
    (list) => encodeRound(round(list, { results: new Uint32Array(5_000) })),
    /targets, the round 5000/,
  ],
  [
    "a round from next week",
    (list) => encodeRound(round(list, { startedAtMs: Date.now() + 7 * 86_400_000 })),
    /in the future/,
  ],
  [
    "a round with a note on a result that is not there",
    (list) => encodeRound(round(list, { notes: new Uint8Array([99, 0, 1, 0]) })),
    /a note on result 99/,
  ],
];

/** Starts a server with one honest agent on it, which must not feel anything of `disturb`. */
async function besideAnHonestAgent(
  disturb: (server: ServerProcess, list: TargetsAnswer, key: WireKey) => Promise<void>,
): Promise<void> {
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const list = await admin.json<TargetsAnswer>("/api/v1/targets");
  const key = await newWireKey();
  await using honest = await connectApproved(server.url, key, await enrol(admin, true));
  honest.sendRound(round(list, { session: 9, round: 1, startedAtMs: Date.now() - 5_000 }));
  await honest.acknowledged(9, 1);

  await disturb(server, list, key);

  honest.sendRound(round(list, { session: 9, round: 2 }));
  await honest.acknowledged(9, 2);
  const points = await pointsOf(admin, "agent_1", list.targets[0].id);
  assert.equal(points.length, 2, "two honest rounds and nothing else");
  const [agent] = await agentsOf(admin);
  assert.deepEqual([agent.name, agent.status, agent.connected], ["wire", "approved", true]);
  assert.doesNotMatch(server.child.stderr, / error: /);
}

Deno.test("a stranger at the agents' door is sent away with a reason", async (t) => {
  await besideAnHonestAgent(async (server, _list, key) => {
    for (const { name, send, code, reason } of beforeHello) {
      await t.step(name, async () => {
        await using stranger = await WireAgent.connect(server.url);
        await send(stranger, key);
        const closed = await stranger.end();
        assert.equal(closed.code, code, closed.reason);
        assert.match(closed.reason, reason);
        assert.deepEqual(stranger.heard.map(({ type }) => type), ["challenge"]);
      });
    }
  });
});

Deno.test("a recorded hello is worth nothing on another connection", async () => {
  await besideAnHonestAgent(async (server) => {
    const key = await newWireKey();
    const token = await enrol(await server.admin(), true);
    await using earlier = await connectApproved(server.url, key, token);
    await using first = await WireAgent.connect(server.url);
    const recorded = await first.hello(key);
    first.say(recorded);
    await first.next("targets");
    assert.match((await earlier.end()).reason, /has connected again, from 127\.0\.0\.1/);
    await using second = await WireAgent.connect(server.url);
    second.say(recorded);
    const closed = await second.end();
    assert.equal(closed.code, REFUSED);
    assert.match(closed.reason, /signature does not fit/);

    first.say(recorded);
    assert.match((await first.end()).reason, /hello was said already/);
  });
});

Deno.test("a recorded enrolment does not spend the token again", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const token = await enrol(admin, true);
  await using thief = await WireAgent.connect(server.url);
  await using agent = await WireAgent.connect(server.url);
  const hello = await agent.hello(await newWireKey(), token);
  const own = await newWireKey();
  // The thief has read everything the agent sent, and puts it under a key of its own.
  thief.say({ ...await thief.hello(own), identity: undefined, enrolment: hello.enrolment });
  const closed = await thief.end();
  assert.equal(closed.code, REFUSED);
  assert.match(closed.reason, /does not open with the token/);

  agent.say(hello);
  assert.equal((await agent.next("status")).status, "approved", "the token was not spent");
  assert.equal((await agentsOf(admin)).length, 1);
});

Deno.test("an agent that sends a bad round is cut off with a reason", async (t) => {
  await besideAnHonestAgent(async (server, list) => {
    const admin = await server.admin();
    for (const [name, frame, reason] of badRounds) {
      await t.step(name, async () => {
        const token = await enrol(admin, true);
        await using mad = await connectApproved(server.url, await newWireKey(), token);
        mad.say(frame(list));
        const closed = await mad.end();
        assert.equal(closed.code, POLICY_VIOLATION, closed.reason);
        assert.match(closed.reason, reason);
        assert.equal(mad.heard.some(({ type }) => type === "ack"), false);
      });
    }
  });
});

Deno.test("a round that can never be kept is discarded, and holds nothing up", async (t) => {
  await besideAnHonestAgent(async (server, list) => {
    const admin = await server.admin();
    for (const [name, frame, reason] of uselessRounds) {
      await t.step(name, async () => {
        const token = await enrol(admin, true);
        await using agent = await connectApproved(server.url, await newWireKey(), token);
        agent.say(frame(list));
        const discarded = await agent.next("discard");
        assert.deepEqual([discarded.session, discarded.round], [1, 1]);
        assert.match(discarded.reason, reason);
        agent.sendRound(round(list, { round: 2 }));
        await agent.acknowledged(1, 2);
      });
    }
  });
});

Deno.test("the server tells its clock, and shows what an agent says of itself", async () => {
  await besideAnHonestAgent(async (server) => {
    const admin = await server.admin();
    const token = await enrol(admin, true);
    await using agent = await connectApproved(server.url, await newWireKey(), token);
    const askedAtMs = -5;
    const beforeMs = Date.now();
    agent.say({ type: "time", askedAtMs });
    const { askedAtMs: back, receivedAtMs, repliedAtMs } = await agent.next("time");
    assert.equal(back, askedAtMs, "as it is, however wrong");
    assert.ok(beforeMs <= receivedAtMs && receivedAtMs <= repliedAtMs && repliedAtMs <= Date.now());
    agent.say({ ...healthyReport, lagMs: 42, clockOffsetMs: -7_000, clockErrorMs: 3 });
    const { health } = await until(
      "the report is shown",
      async () => (await agentsOf(admin))[1],
      (shown) => shown.health !== null,
    );
    assert.deepEqual([health!.lag_ms, health!.clock_offset_ms, health!.clock_error_ms], [
      42,
      -7_000,
      3,
    ]);
    assert.deepEqual([health!.icmp!.sent, health!.icmp!.duplicates], [9, 1]);
  });
});

Deno.test("an agent that waits for approval cannot store rounds", async () => {
  await besideAnHonestAgent(async (server, list) => {
    const admin = await server.admin();
    const key = await newWireKey();
    await using waiting = await WireAgent.connect(server.url);
    waiting.say(await waiting.hello(key, await enrol(admin, false)));
    const { status, agentId } = await waiting.next("status");
    assert.deepEqual([status, agentId], ["pending", null]);
    waiting.sendRound(round(list));
    // Frames are worked on in turn: when the report has been, the round has been too.
    waiting.say({ ...healthyReport, bufferedRounds: 1, droppedRounds: 5 });
    const [pending] = await until(
      "the report has arrived",
      async () => (await agentsOf(admin)).filter((agent) => agent.status === "pending"),
      ([only]) => only?.dropped_rounds === 5,
    );
    const approved = await admin.post<{ id: string }>(`/api/v1/agents/${pending.ref}/approve`);
    const startedAtMs = Date.now();
    await waiting.next("targets");
    waiting.sendRound(round(list, { round: 2, startedAtMs }));
    await waiting.acknowledged(1, 2);
    const points = await pointsOf(admin, approved.id, list.targets[0].id);
    assert.deepEqual(points.map(({ t }) => Date.parse(t)), [startedAtMs]);
  });
});
