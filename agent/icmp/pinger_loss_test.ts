import assert from "node:assert/strict";
import { libc } from "@/agent/libc/libc.ts";
import { makeTestNetwork } from "@/agent/icmp/test_network.ts";
import { type EchoOutcome, openPinger, type Pinger } from "@/agent/icmp/pinger.ts";

// Opened here, as it outlives the test that would open it.
libc();

/** Sends to an address again and again, some at once, and counts the outcomes by state. */
async function count(
  pinger: Pinger,
  address: string,
  probes: number,
  timeoutMs: number,
): Promise<Record<string, number>> {
  const states: Record<string, number> = {};
  for (let sent = 0; sent < probes; sent += 250) {
    const outcomes = await Promise.all(
      Array.from({ length: 250 }, () => pinger.ping(address, timeoutMs)),
    );
    for (const { state } of outcomes) states[state] = (states[state] ?? 0) + 1;
  }
  return states;
}

Deno.test("ping() finds as much loss as there is", async () => {
  await using network = await makeTestNetwork();
  await using pinger = openPinger();
  const probes = 4_000;
  for (const probability of [0.01, 0.05, 0.5]) {
    const drop = ["-m", "statistic", "--mode", "random", "--probability", `${probability}`];
    await network.inTarget("iptables", "-A", "INPUT", "-p", "icmp", ...drop, "-j", "DROP");
    const { timeout = 0, reply } = await count(pinger, network.target.v4, probes, 100);
    await network.inTarget("iptables", "-F");
    assert.equal(timeout + reply, probes);
    // Five deviations: a sound prober fails this once in a million times.
    const deviation = Math.sqrt(probes * probability * (1 - probability));
    const off = (timeout - probes * probability) / deviation;
    assert.ok(Math.abs(off) < 5, `${timeout} of ${probes} at ${probability}`);
  }
});

Deno.test("ping() loses nothing of the living when others are dead", async () => {
  await using network = await makeTestNetwork();
  await using pinger = openPinger();
  const { v4, v6 } = network.target;
  await network.inTarget("iptables", "-A", "INPUT", "-p", "icmp", "-j", "DROP");
  const [dead, living] = await Promise.all([
    count(pinger, v4, 1_000, 60),
    count(pinger, v6, 5_000, 3_000),
  ]);
  assert.deepEqual([dead, living], [{ timeout: 1_000 }, { reply: 5_000 }]);
});

Deno.test("ping() goes on with another id after repeated loss", async () => {
  await using network = await makeTestNetwork();
  await using pinger = openPinger();
  const { v4 } = network.target;
  await pinger.ping(v4, 3_000);
  await network.inTarget("iptables", "-A", "INPUT", "-p", "icmp", "-j", "DROP");
  for (let i = 0; i < 6; i++) {
    assert.deepEqual(await pinger.ping(v4, 20), { state: "timeout" });
  }
  assert.equal(pinger.counters.reopened, 1);
  await network.inTarget("iptables", "-F");
  assert.equal((await pinger.ping(v4, 3_000)).state, "reply");
});

Deno.test("ping() keeps the program's own delay out of the round trip", async () => {
  await using network = await makeTestNetwork();
  await using pinger = openPinger();
  const { v4 } = network.target;
  for (let i = 0; i < 100; i++) await pinger.ping(v4, 3_000);
  const outcomes: EchoOutcome[] = [];
  for (let i = 0; i < 3; i++) pinger.send(pinger.target(v4), 3_000, (o) => outcomes.push(o));
  // They leave in a microtask, before this goes on; the reply comes while nothing here runs.
  await Promise.resolve();
  const untilMs = performance.now() + 200;
  while (performance.now() < untilMs);
  while (outcomes.length < 3) await new Promise((resolve) => setTimeout(resolve, 1));
  for (const outcome of outcomes) {
    assert.ok(outcome.state === "reply" && outcome.stamp === "kernel", Deno.inspect(outcome));
    assert.ok(outcome.rttUs < 200_000, Deno.inspect(outcome));
  }
});
