import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { makeTestNetwork } from "@/agent/icmp/test_network.ts";

const PROGRAM = fileURLToPath(new URL("./unprivileged_ping.ts", import.meta.url));

/** What a process without CAP_NET_RAW sees in the target's namespace. */
async function pingUnprivileged(namespace: string, ...addresses: string[]): Promise<unknown> {
  const { stdout, stderr, success } = await new Deno.Command("ip", {
    args: [
      ...["netns", "exec", namespace],
      ...["setpriv", "--bounding-set=-net_raw", "--inh-caps=-net_raw"],
      ...[Deno.execPath(), "run", "--no-check", "--allow-ffi", PROGRAM],
      ...addresses,
    ],
    stdin: "null",
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

Deno.test("openPinger() needs no right when the group may use ping sockets", async () => {
  await using network = await makeTestNetwork();
  const { namespace, here } = network;
  assert.deepEqual(await pingUnprivileged(namespace, here.v4), { error: "IcmpDenied" });

  await network.inTarget("sysctl", "-qw", "net.ipv4.ping_group_range=0 0");
  const refused4 = ["-d", "127.0.0.9", "-p", "icmp", "--icmp-type", "echo-request"];
  await network.inTarget("iptables", "-A", "INPUT", ...refused4, "-j", "REJECT");
  const outcomes = await pingUnprivileged(namespace, here.v4, here.v6, "127.0.0.9", "127.0.0.1");
  const answered = { state: "reply", rttUs: 0, stamp: "kernel" };
  assert.deepEqual(
    (outcomes as object[]).map((outcome) =>
      "rttUs" in outcome ? { ...outcome, rttUs: 0 } : outcome
    ),
    [
      answered,
      answered,
      { state: "unreachable", from: "127.0.0.9", icmpType: 3, icmpCode: 3 },
      answered,
    ],
  );
});
