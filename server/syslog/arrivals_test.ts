import assert from "node:assert/strict";
import { Arrivals, kindsOf, type Via } from "./arrivals.ts";
import { parseSyslog } from "./parse.ts";

const AT_MS = 1_795_000_000_000;
const parsed = (line: string, atMs = AT_MS, sender = "192.0.2.1") =>
  parseSyslog(new TextEncoder().encode(line), atMs, sender);

const ping = (proto: string, type: number) =>
  `kernel: [ 1.0] IPT_ICMP IN=eth0 OUT= SRC=192.0.2.7 DST=192.0.2.8 LEN=84 PROTO=${proto} TYPE=${type} CODE=0 ID=1 SEQ=1`;
const request = '192.0.2.7 - - [20/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "x"';
const OLD = "<6>Nov 20 20:59:10 fw ", NEW = "<6>1 2026-11-20T20:59:10Z fw ";
const caddy = JSON.stringify({
  request: { remote_ip: "192.0.2.7", method: "GET", uri: "/", host: "a", headers: {} },
  status: 200,
  duration: 0.1,
  ts: 1_795_000_000,
});
const traefik = JSON.stringify({
  ...{ DownstreamStatus: 200, RequestMethod: "GET", RequestPath: "/", ClientHost: "192.0.2.7" },
});
const haproxy =
  "<134>Nov 20 10:00:00 haproxy[1]: 192.0.2.7:1 [20/Nov/2026:10:00:00.000] f b/s 0/0/0/1/1 200 5 " +
  '- - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"';

const table: [name: string, line: string, via: Via, kinds: string[]][] = [
  ["iptables by rsyslog, UDP", OLD + ping("ICMP", 8), "datagram", [
    "iptables",
    "nftables",
    "rsyslog-udp",
  ]],
  ["ip6tables by rsyslog, TCP", OLD + ping("ICMPv6", 128), "counted", [
    "ip6tables",
    "nftables",
    "rsyslog-tcp",
  ]],
  ["iptables by syslog-ng", `${NEW}kernel - - - ${ping("ICMP", 8).slice(8)}`, "counted", [
    "iptables",
    "nftables",
    "syslog-ng",
  ]],
  ["any program by syslog-ng", `<13>1 2026-11-20T20:59:10Z h app - - - hello`, "counted", [
    "syslog-ng",
  ]],
  ["nginx", `<190>Nov 20 10:00:00 web nginx: ${request}`, "datagram", ["nginx"]],
  ["Apache through logger", `<13>Nov 20 10:00:00 web apache: ${request}`, "lines", ["apache"]],
  ["HAProxy", haproxy, "datagram", ["haproxy"]],
  ["Caddy", caddy, "lines", ["caddy"]],
  ["Traefik", `<13>Nov 20 10:00:00 web traefik: ${traefik}`, "counted", ["traefik"]],
  ["lines of the API", "hello", "api", ["api"]],
  ["logger", "<13>Nov 20 10:00:00 web me: hello", "datagram", []],
  [
    "a program that says it is the kernel's",
    `<13>Nov 20 10:00:00 web sshd: ${ping("ICMP", 8)}`,
    "datagram",
    [],
  ],
];
for (const [name, line, via, kinds] of table) {
  Deno.test(`kindsOf() knows ${name}`, () => {
    assert.deepEqual(kindsOf(parsed(line), via), kinds);
  });
}

Deno.test("Arrivals goes on from what came before", () => {
  const before = { count: 7, firstAtMs: 1, lastAtMs: 2, sender: "192.0.2.9" };
  const arrivals = new Arrivals([{ kind: "nginx", ...before }, { kind: "api", ...before }]);
  arrivals.note(parsed(`<190>Nov 20 10:00:00 web nginx: ${request}`), "datagram");
  assert.deepEqual(arrivals.list(), [
    { kind: "nginx", count: 8, firstAtMs: 1, lastAtMs: AT_MS, sender: arrivals.list()[0].sender },
    { kind: "api", ...before },
  ]);
});

Deno.test("Arrivals.list() has the first and the last of each kind", () => {
  const arrivals = new Arrivals();
  const line = `<190>Nov 20 10:00:00 web nginx: ${request}`;
  arrivals.note(parsed(line), "datagram");
  arrivals.note(parsed(line, AT_MS + 5, "192.0.2.2"), "datagram");
  arrivals.note(parsed("hello", AT_MS, "job"), "api");
  assert.deepEqual(arrivals.list(), [
    { kind: "nginx", count: 2, firstAtMs: AT_MS, lastAtMs: AT_MS + 5, sender: "192.0.2.2" },
    { kind: "api", count: 1, firstAtMs: AT_MS, lastAtMs: AT_MS, sender: "job" },
  ]);
});
