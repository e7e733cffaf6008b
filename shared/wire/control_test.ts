import assert from "node:assert/strict";
import { agentMessageSchema, decodeControl, serverMessageSchema } from "./control.ts";

const read = (text: string) => decodeControl(agentMessageSchema, text, 1000);

const report = {
  type: "report",
  bufferedRounds: 1,
  droppedRounds: 0,
  bufferedBytes: 36,
  lagMs: 2,
  starvedRounds: 0,
  sendErrors: 0,
  skippedProbes: 0,
  clockOffsetMs: -3,
  clockErrorMs: 1,
};

const icmp = {
  sent: 10,
  replies: 9,
  late: 8,
  duplicates: 7,
  foreign: 6,
  malformed: 5,
  rateLimited: 4,
  receiveDrops: 3,
  userStamped: 2,
  reopened: 1,
};

const fromAgent: Record<string, unknown>[] = [
  report,
  { ...report, clockOffsetMs: null, clockErrorMs: null },
  { ...report, icmp },
  { type: "time", askedAtMs: 1_795_000_000_000 },
  { type: "time", askedAtMs: -5 },
];
for (const message of fromAgent) {
  Deno.test(`decodeControl() reads ${JSON.stringify(message).slice(0, 60)} of an agent`, () => {
    assert.deepEqual(read(JSON.stringify(message)), message);
  });
}

Deno.test("decodeControl() skips what a report of a newer agent has more", () => {
  const newer = { ...report, icmp: { ...icmp, more: 1 }, temperature: 40 };
  assert.deepEqual(read(JSON.stringify(newer)), { ...report, icmp });
});

const fromServer: Record<string, unknown>[] = [
  { type: "ack", session: 0, round: 1 },
  { type: "discard", session: 1, round: 1, reason: "no such list" },
  { type: "time", askedAtMs: 1, receivedAtMs: 2, repliedAtMs: 3 },
  { type: "targets", revision: 0, targets: [] },
];
for (const message of fromServer) {
  Deno.test(`decodeControl() reads ${message.type} of the server`, () => {
    assert.deepEqual(decodeControl(serverMessageSchema, JSON.stringify(message), 1000), message);
  });
}

const bad: [string, string, RegExp][] = [
  ["no JSON", "{", /not JSON/],
  ["too much", " ".repeat(1001), /at most 1000 characters, not 1001/],
  ["null", "null", /does not fit meshping.v1/],
  ["an unknown type", '{"type":"x"}', /does not fit/],
  ["a negative count", JSON.stringify({ ...report, bufferedRounds: -1 }), /bufferedRounds/],
  ["another field", '{"type":"time","askedAtMs":0,"x":1}', /does not fit/],
  ["half of a count", JSON.stringify({ ...report, icmp: { ...icmp, late: 0.5 } }), /icmp.late/],
  ["a missing count", JSON.stringify({ ...report, icmp: { late: 1 } }), /icmp.sent/],
  ["half a time", '{"type":"time","askedAtMs":0.5}', /askedAtMs/],
  ["a short key", '{"type":"hello","publicKey":"AA","signature":"AA"}', /publicKey/],
];
for (const [name, text, message] of bad) {
  Deno.test(`decodeControl() refuses ${name}`, () => {
    assert.throws(() => read(text), (e) => e instanceof RangeError && message.test(e.message));
  });
}

const target = {
  id: "target_1",
  address: "192.0.2.1",
  name: "x",
  kind: "icmp",
  intervalMs: 5_000,
  warnMs: 1,
  group: "",
};
const badTargets: [string, Record<string, unknown>, RegExp][] = [
  ["no address", { address: "not-an-ip!" }, /targets.0.address: .*not an IP address/],
  ["an address of another kind", { kind: "http" }, /targets.0.address: .*not a URL/],
  ["an unknown kind", { kind: "udp" }, /targets.0.kind/],
  ["an interval below a round", { intervalMs: 1_000 }, /targets.0.intervalMs/],
  ["half a round", { intervalMs: 7_500 }, /targets.0.intervalMs: .*multiple of 5000/],
  ["an interval beyond an hour", { intervalMs: 3_605_000 }, /targets.0.intervalMs/],
];
for (const [name, part, message] of badTargets) {
  Deno.test(`serverMessageSchema refuses a target with ${name}`, () => {
    const text = JSON.stringify({
      type: "targets",
      revision: 1,
      targets: [{ ...target, ...part }],
    });
    assert.throws(() => decodeControl(serverMessageSchema, text, 1000), message);
  });
}

Deno.test("serverMessageSchema refuses a list of 100,000", () => {
  const text = JSON.stringify({
    type: "targets",
    revision: 1,
    targets: Array(100_000).fill(target),
  });
  assert.throws(() => decodeControl(serverMessageSchema, text, 1e9), /targets: .*20000/);
});
