import assert from "node:assert/strict";
import type { Target, TargetKind } from "@/shared/target.ts";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import type { Pinger, PingerDeps } from "./icmp/pinger.ts";
import { emptyCounters } from "./icmp/outcome.ts";
import { openProbers } from "./probers.ts";
import { Resolver } from "./resolver.ts";

const target = (kind: TargetKind, address: string): Target => ({
  id: "target_1",
  address,
  name: "",
  kind,
  intervalMs: 5_000,
  warnMs: 200,
  group: "",
});

function fakePinger() {
  const calls: string[] = [];
  const pinger = {
    ping: (address: string) => {
      calls.push(`ping ${address}`);
      return Promise.resolve({ state: "reply", rttUs: 7, stamp: "kernel" });
    },
    counters: { ...emptyCounters(), sendFailed: 3, sent: 4, duplicate: 5, receiveDrops: 6 },
    ids: [77, 78],
    close: () => Promise.resolve(void calls.push("close")),
  };
  return { calls, pinger: pinger as unknown as Pinger };
}

Deno.test("openProbers() sends each kind of target to its prober", async () => {
  const { calls, pinger } = fakePinger();
  const late: [string, number][] = [], twice: string[] = [];
  let replyLate: PingerDeps["onLate"] = () => {};
  let replyAgain: PingerDeps["onDuplicate"] = () => {};
  const probers = openProbers(
    new Resolver(() => 0, () => Promise.resolve([])),
    undefined,
    { late: (id, rttUs) => late.push([id, rttUs]), duplicate: (id) => twice.push(id) },
    (deps) => {
      replyLate = deps.onLate;
      replyAgain = deps.onDuplicate;
      return pinger;
    },
  );
  const outcomes: [TargetKind, string, number][] = [
    ["icmp", "127.0.0.9", 7],
    ["icmp", "gone.example", RESULT_CODES.unresolved],
    ["tcp", "127.0.0.1:1", RESULT_CODES.refused],
    ["http", "http://127.0.0.1:1/", RESULT_CODES.refused],
  ];
  for (const [kind, address, result] of outcomes) {
    assert.equal((await probers.probe(target(kind, address), 3_000)).result, result, address);
  }
  const { icmp, ...others } = probers.counters;
  assert.deepEqual(others, { sendErrors: 3, skippedProbes: 0, icmpIds: [77, 78] });
  assert.deepEqual([icmp.sent, icmp.duplicates, icmp.receiveDrops, icmp.late], [4, 5, 6, 0]);
  replyLate({ address: "127.0.0.9", rttUs: 3_100_000, stamp: "kernel" });
  replyLate({ address: "192.0.2.1", rttUs: 3_200_000, stamp: "kernel" });
  assert.deepEqual(late, [[target("icmp", "127.0.0.9").id, 3_100_000]], "nobody pinged the other");
  replyAgain("127.0.0.9");
  replyAgain("192.0.2.1");
  assert.deepEqual(twice, [target("icmp", "127.0.0.9").id]);
  await probers.close();
  assert.deepEqual(calls, ["ping 127.0.0.9", "close"]);
});

Deno.test("openProbers() leaves out what would wait too long, and counts it", async () => {
  // A listener that never accepts: its backlog is filled, and each GET waits for an answer.
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { pinger } = fakePinger();
  const probers = openProbers(new Resolver(() => 0), undefined, undefined, () => pinger);
  const url = `http://127.0.0.1:${listener.addr.port}/`;
  const outcomes = await Promise.all(
    Array.from({ length: 300 }, () => probers.probe(target("http", url), 500)),
  );
  const count = (result: number) => outcomes.filter((outcome) => outcome.result === result).length;
  assert.equal(count(RESULT_CODES.timeout), 256);
  assert.equal(count(RESULT_CODES.notProbed), 44);
  assert.equal(probers.counters.skippedProbes, 44);
});
