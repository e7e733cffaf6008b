import assert from "node:assert/strict";
import { libc } from "@/agent/libc/libc.ts";
import { ERRNO } from "@/agent/libc/system_call_error.ts";
import { makeTestNetwork, requireRoot } from "@/agent/icmp/test_network.ts";
import { type EchoOutcome, openPinger, type Pinger } from "@/agent/icmp/pinger.ts";

// Opened here, as it outlives the test that would open it.
libc();

/** The kernel stamps packets from shortly after the first socket asks for it. */
async function warmUp(pinger: Pinger, address: string): Promise<void> {
  for (let i = 0; i < 1_000; i++) {
    const outcome = await pinger.ping(address, 3_000);
    if (outcome.state === "reply" && outcome.stamp === "kernel") return;
  }
  throw new Error(`${address} never answered with kernel stamps: ${Deno.inspect(pinger.counters)}`);
}

function assertReply(outcome: EchoOutcome, address: string): void {
  assert.equal(outcome.state, "reply", `${address}: ${Deno.inspect(outcome)}`);
}

Deno.test("ping() measures loopback by kernel stamps", async () => {
  requireRoot();
  await using pinger = openPinger();
  for (const address of ["127.0.0.1", "::1", "127.200.3.4"]) {
    await warmUp(pinger, address);
    const outcome = await pinger.ping(address, 3_000);
    assert.deepEqual({ ...outcome, rttUs: 0 }, { state: "reply", rttUs: 0, stamp: "kernel" });
  }
});

Deno.test("ping() gives each of 5,000 concurrent requests its own reply", async () => {
  requireRoot();
  await using pinger = openPinger();
  const addresses = Array.from({ length: 5_000 }, (_, i) => `127.1.${i >> 8}.${i & 255}`);
  const outcomes = await Promise.all(addresses.map((address) => pinger.ping(address, 10_000)));
  outcomes.forEach((outcome, i) => assertReply(outcome, addresses[i]));
  const { sent, replies, timeouts, late, duplicate, malformed, receiveDrops } = pinger.counters;
  assert.deepEqual(
    { sent, replies, timeouts, late, duplicate, malformed, receiveDrops },
    {
      sent: 5_000,
      replies: 5_000,
      timeouts: 0,
      late: 0,
      duplicate: 0,
      malformed: 0,
      receiveDrops: 0,
    },
  );
});

Deno.test("ping() follows a target that answers, is cut off, and comes back", async () => {
  await using network = await makeTestNetwork();
  await using pinger = openPinger();
  const { v4, v6, linkLocal } = network.target;
  for (const address of [v4, v6, linkLocal]) await warmUp(pinger, address);

  await network.inTarget("iptables", "-A", "INPUT", "-p", "icmp", "-j", "DROP");
  const [cut, other] = await Promise.all([pinger.ping(v4, 100), pinger.ping(v6, 3_000)]);
  assert.deepEqual(cut, { state: "timeout" });
  assertReply(other, v6);

  await network.inTarget("iptables", "-F");
  assertReply(await pinger.ping(v4, 3_000), v4);
  assert.equal(pinger.counters.timeouts, 1);
});

Deno.test("ping() tells who says that a target is unreachable", async () => {
  await using network = await makeTestNetwork();
  await using pinger = openPinger();
  const { target, beyond } = network;
  for (const address of [target.v4, target.v6]) await warmUp(pinger, address);
  assert.deepEqual(await pinger.ping(beyond.v4, 3_000), {
    state: "unreachable",
    from: target.v4,
    icmpType: 3,
    icmpCode: 0,
  });
  assert.deepEqual(await pinger.ping(beyond.v6, 3_000), {
    state: "unreachable",
    from: target.v6,
    icmpType: 1,
    icmpCode: 0,
  });
  await network.inTarget("iptables", "-A", "INPUT", "-p", "icmp", "-j", "REJECT");
  assert.deepEqual(await pinger.ping(target.v4, 3_000), {
    state: "unreachable",
    from: target.v4,
    icmpType: 3,
    icmpCode: 3,
  });
});

Deno.test("ping() keeps stamps right when sends in between fail", async () => {
  await using network = await makeTestNetwork();
  await using pinger = openPinger();
  const { target, refused } = network;
  await warmUp(pinger, target.v4);
  for (let i = 0; i < 5; i++) {
    const [failed, ...outcomes] = await Promise.all(
      [refused.v4, target.v4, target.v4].map((address) => pinger.ping(address, 3_000)),
    );
    assert.deepEqual(failed, {
      state: "send-failed",
      errno: ERRNO.EHOSTUNREACH,
      reason: "sending failed: EHOSTUNREACH",
    });
    for (const outcome of outcomes) {
      assert.ok(outcome.state === "reply" && outcome.stamp === "kernel", Deno.inspect(outcome));
    }
  }
});

Deno.test("ping() gives a late reply as a timeout, and counts it", async () => {
  await using network = await makeTestNetwork();
  await using pinger = openPinger();
  const { v4 } = network.target;
  await warmUp(pinger, v4);
  // The target's link carries one reply at once, and each further one after 0.2 s.
  const slow = ["rate", "4kbit", "burst", "128", "latency", "10s"];
  await network.inTarget("tc", "qdisc", "add", "dev", "eth0", "root", "tbf", ...slow);
  const outcomes = await Promise.all([
    pinger.ping(v4, 3_000),
    pinger.ping(v4, 50),
    pinger.ping(v4, 3_000),
  ]);
  assert.deepEqual(outcomes.map(({ state }) => state), ["reply", "timeout", "reply"]);
  const { late, timeouts, duplicate } = pinger.counters;
  assert.deepEqual({ late, timeouts, duplicate }, { late: 1, timeouts: 1, duplicate: 0 });
});
