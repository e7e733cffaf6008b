import assert from "node:assert/strict";
import type { Target } from "@/shared/target.ts";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import type { EchoOutcome } from "./icmp/pinger.ts";
import { IcmpProber, rttResult } from "./icmp_prober.ts";
import type { ProbeOutcome } from "./prober.ts";

const target: Target = {
  id: "target_1",
  address: "host.example",
  name: "",
  kind: "icmp",
  intervalMs: 5_000,
  warnMs: 200,
  group: "",
};
const failed: EchoOutcome = { state: "send-failed", errno: 101, reason: "no route" };

async function probeWith(addresses: string[], answers: EchoOutcome[], timeoutMs = 3_000) {
  const pinged: [string, number][] = [], noted: string[] = [];
  let nowMs = 0;
  const prober = new IcmpProber(
    {
      ping: (address, ms) => {
        pinged.push([address, ms]);
        return Promise.resolve(answers[pinged.length - 1]);
      },
    },
    {
      resolve: () => {
        nowMs += 500;
        return Promise.resolve(addresses[0] ?? null);
      },
      failed: () => addresses[1] ?? null,
    },
    { note: (id, address) => noted.push(`${id} ${address}`) },
    () => nowMs,
  );
  return { outcome: await prober.probe(target, timeoutMs), pinged, noted };
}

const outcomes: [string, EchoOutcome, ProbeOutcome][] = [
  ["a reply", { state: "reply", rttUs: 250, stamp: "kernel" }, { result: 250 }],
  ["a reply with a stamp of the program", { state: "reply", rttUs: 250, stamp: "user" }, {
    result: 250,
    note: { kind: "user-stamped" },
  }],
  ["no answer", { state: "timeout" }, { result: RESULT_CODES.timeout }],
  ["a packet that was not sent", failed, { result: RESULT_CODES.sendFailed }],
  ["an ICMP error", { state: "unreachable", from: "192.0.2.254", icmpType: 3, icmpCode: 1 }, {
    result: RESULT_CODES.unreachable,
    note: { kind: "icmp-error", type: 3, code: 1, from: new Uint8Array([192, 0, 2, 254]) },
  }],
  ["an ICMPv6 error", { state: "unreachable", from: "fe80::1%eth0", icmpType: 1, icmpCode: 3 }, {
    result: RESULT_CODES.unreachable,
    note: {
      kind: "icmp-error",
      type: 1,
      code: 3,
      from: new Uint8Array([0xfe, 0x80, ...new Array(13).fill(0), 1]),
    },
  }],
];
for (const [name, echo, expected] of outcomes) {
  Deno.test(`IcmpProber.probe() makes an outcome of ${name}`, async () => {
    assert.deepEqual((await probeWith(["192.0.2.1"], [echo])).outcome, expected);
  });
}

Deno.test("IcmpProber.probe() does not ping a name without an address", async () => {
  assert.deepEqual(await probeWith([], []), {
    outcome: { result: RESULT_CODES.unresolved },
    pinged: [],
    noted: [],
  });
});

Deno.test("IcmpProber.probe() takes the other family when the first cannot be sent to", async () => {
  const reply: EchoOutcome = { state: "reply", rttUs: 9, stamp: "kernel" };
  assert.deepEqual(await probeWith(["2001:db8::1", "192.0.2.1"], [failed, reply]), {
    outcome: { result: 9 },
    pinged: [["2001:db8::1", 2_500], ["192.0.2.1", 2_500]],
    noted: ["target_1 2001:db8::1", "target_1 192.0.2.1"],
  });
});

Deno.test("IcmpProber.probe() has nothing to tell of a target that is an address", async () => {
  const { noted } = await probeWith([target.address], [{ state: "timeout" }]);
  assert.deepEqual(noted, []);
});

Deno.test("rttResult() is whole and below every code", () => {
  assert.deepEqual([-1, 0.4, 250.6, 1e12].map(rttResult), [0, 0, 251, 0xffff_feff]);
});
