import assert from "node:assert/strict";
import type { EventsAnswer } from "../harness/answers.ts";
import type { Client } from "../harness/client.ts";
import { NetworkNamespace } from "../harness/network_namespace.ts";
import { recipesFor } from "../harness/recipes_for.ts";
import { runCommand } from "../harness/run_command.ts";
import { ServerProcess } from "../harness/server_process.ts";
import { startRsyslogd } from "../harness/syslog_daemon.ts";
import { sysctlSetting } from "../harness/sysctl_setting.ts";
import { until } from "../harness/until.ts";

const QUIET = ["--no-local-agent"];
/** The largest UDP payload over IPv4: 65,535 less both headers. */
const LARGEST_DATAGRAM = 65_507;

/** All bytes there are, in an order that depends on `n`; 2n + 1 is odd, so none is left out. */
const everyByte = (n: number) => Uint8Array.from({ length: 256 }, (_, i) => i * (2 * n + 1) + n);

const eventsOf = async (client: Client, query: string) =>
  (await client.json<EventsAnswer>(`/api/v1/traffic/events?${query}`)).events;

const portOf = (server: ServerProcess) => server.syslog.split(":")[1];

Deno.test("a ping goes through iptables, the kernel's log and rsyslog to the feed", async () => {
  await using _setting = await sysctlSetting("net.netfilter.nf_log_all_netns", "1");
  await using device = await NetworkNamespace.create();
  const { inside, outside } = device;
  const log = (prefix: string) => ["-j", "LOG", "--log-prefix", prefix];
  await device.run(["iptables", "-A", "INPUT", "-p", "icmp", ...log("IPT_ICMP ")]);
  await device.run(["ip6tables", "-A", "INPUT", "-p", "ipv6-icmp", ...log("IPT_ICMP6 ")]);

  await using server = await ServerProcess.start({ args: QUIET });
  await using _rsyslogd = await startRsyslogd(server.syslog);
  const admin = await server.admin();

  const cases = [
    { from: outside.ipv4, to: inside.ipv4, proto: "ICMP", icmpType: 8 },
    { from: outside.ipv6, to: inside.ipv6, proto: "ICMPv6", icmpType: 128 },
  ];
  for (const { from, to, proto, icmpType } of cases) {
    // Another reader of the kernel's log may take a line away from ours: hence more than one ping.
    const [event] = await until(
      `the ping of ${to} is in the feed`,
      async () => {
        await runCommand(["ping", "-n", "-c", "1", "-W", "1", to]);
        const events = await eventsOf(admin, `kind=icmp&src=${from}`);
        return events.filter((found) => found.icmpType === icmpType);
      },
      (events) => events.length > 0,
    );
    assert.deepEqual(
      [event.kind, event.src, event.dst, event.proto, event.inIface],
      ["icmp", from, to, proto, device.interfaceName],
    );
    assert.equal(event.sender, "127.0.0.1");
    assert.equal(event.app, "kernel");
    assert.equal(event.place?.kind, "private");
    assert.match(event.raw, /IPT_ICMP6? IN=/);
  }
});

Deno.test("firewalls log pings when their recipe is loaded, and rsyslog's recipe sends them", async () => {
  await using _setting = await sysctlSetting("net.netfilter.nf_log_all_netns", "1");
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const recipes = recipesFor(server);
  await using _rsyslogd = await startRsyslogd(server.syslog, recipes.get("rsyslog-udp"));
  for (const ids of [["iptables", "ip6tables"], ["nftables"]]) {
    await using device = await NetworkNamespace.create();
    for (const id of ids) {
      const text = recipes.get(id)!;
      await device.run(id === "nftables" ? ["nft", text] : ["sh", "-c", text]);
    }
    const { inside, outside } = device;
    for (const [from, to] of [[outside.ipv4, inside.ipv4], [outside.ipv6, inside.ipv6]]) {
      // Another reader of the kernel's log may take a line away from ours: hence more than one ping.
      const [event] = await until(`the ping of ${to}, by ${ids}`, async () => {
        await runCommand(["ping", "-n", "-c", "1", "-W", "1", to]);
        return await eventsOf(admin, `kind=icmp&src=${from}`);
      }, (events) => events.length > 0);
      assert.deepEqual([event.dst, event.inIface], [to, device.interfaceName]);
    }
  }
});

Deno.test("a ping of the device itself is logged on its way out", async () => {
  await using _setting = await sysctlSetting("net.netfilter.nf_log_all_netns", "1");
  await using device = await NetworkNamespace.create();
  const rule = ["-p", "icmp", "--icmp-type", "echo-request", "-j", "LOG"];
  await device.run(["iptables", "-A", "OUTPUT", ...rule, "--log-prefix", "IPT_ICMP "]);
  await using server = await ServerProcess.start({ args: QUIET });
  await using _rsyslogd = await startRsyslogd(server.syslog);
  const admin = await server.admin();
  const [event] = await until(
    "the ping from the device is in the feed",
    async () => {
      await device.run(["ping", "-n", "-c", "1", "-W", "1", device.outside.ipv4]);
      return await eventsOf(admin, `kind=icmp&src=${device.inside.ipv4}`);
    },
    (events) => events.length > 0,
  );
  assert.deepEqual([event.icmpType, event.dst], [8, device.outside.ipv4]);
});

Deno.test("logger's two formats arrive, with what an access log line says", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const line = '192.0.2.44 - - [20/Nov/2026:10:00:00 +0000] "GET /a?b HTTP/1.1" 404 5 "-" "x"';
  for (const format of ["--rfc3164", "--rfc5424"]) {
    const app = `nginx${format.slice(5)}`;
    const to = ["--udp", "--server", "127.0.0.1", "--port", portOf(server)];
    await runCommand(["logger", ...to, format, "--tag", app, line]);
    const event = await until(
      `the line of ${app} is in the feed`,
      async () => (await eventsOf(admin, "src=192.0.2.44")).find((found) => found.app === app),
    );
    assert.equal(event!.kind, "http");
    assert.deepEqual([event!.http?.status, event!.http?.path], [404, "/a?b"]);
    assert.ok(event!.host, "logger sends the host's name");
    assert.equal(event!.place?.kind, "documentation");
  }
});

Deno.test("datagrams of any bytes and of the largest size do no harm", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  using stack = new DisposableStack();
  const socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  stack.defer(() => socket.close());
  const to = { transport: "udp", hostname: "127.0.0.1", port: Number(portOf(server)) } as const;
  const text = (line: string) => new TextEncoder().encode(line);

  const hostile: Uint8Array<ArrayBuffer>[] = [
    new Uint8Array(0),
    new Uint8Array(1),
    text("<999999999999>"),
    text("<13>"),
    text("<34>1 - - - - - " + "[".repeat(1_000)),
    text("<4>Nov 20 10:00:00 h kernel: IPT_ICMP SRC=999.1.1.1 DST= PROTO=ICMP TYPE=x"),
    ...Array.from({ length: 50 }, (_, n) => everyByte(n)),
  ];
  for (const datagram of hostile) await socket.send(datagram, to);
  const large = text("<13>Nov 20 10:00:00 h large: " + "a".repeat(LARGEST_DATAGRAM)).slice(
    0,
    LARGEST_DATAGRAM,
  );
  assert.equal(await socket.send(large, to), LARGEST_DATAGRAM);
  await socket.send(text("<13>Nov 20 10:00:00 h last: <script>alert(1)</script>\u001b[2J"), to);

  const events = await until(
    "the large and the last line are in the feed",
    () => eventsOf(admin, "kind=text&limit=200"),
    (found) => ["large", "last"].every((app) => found.some((event) => event.app === app)),
  );
  const [whole] = events.filter((event) => event.app === "large");
  assert.ok(whole.raw.length <= LARGEST_DATAGRAM);
  assert.ok(whole.truncated || whole.raw.length > 60_000, "whole, or marked as cut");
  const { text: ready } = await admin.text("/readyz");
  assert.equal(ready, "ready\n");
  assert.doesNotMatch(server.child.stderr, / error: /);
});
