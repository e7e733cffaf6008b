import assert from "node:assert/strict";
import fc from "fast-check";
import { type TrafficEvent } from "@/shared/traffic/event.ts";
import { MAX_LINE_BYTES, parseSyslog } from "./parse.ts";

const RECEIVED_AT = Date.UTC(2026, 10, 20, 20, 59, 11);
const utf8 = new TextEncoder();

function parse(text: string): TrafficEvent {
  return parseSyslog(utf8.encode(text), RECEIVED_AT, "192.0.2.1");
}

/** As seen from a real chain: ping, iptables LOG, rsyslog imklog, UDP. */
const REAL_LINE = "<6>Nov 20 20:59:10 vm kernel: [ 2719.689538] IPT_ICMP IN=vb OUT= " +
  "MAC=12:34:56:78:9a:bc:12:34:56:78:9a:bd:08:00 SRC=10.9.0.2 DST=10.9.0.1 LEN=84 TOS=0x00 " +
  "PREC=0x00 TTL=64 ID=50062 DF PROTO=ICMP TYPE=8 CODE=0 ID=16347 SEQ=1";

Deno.test("parseSyslog() understands the line of the iptables and rsyslog chain", () => {
  assert.deepEqual(parse(REAL_LINE), {
    receivedAtMs: RECEIVED_AT,
    sentAtMs: RECEIVED_AT - 1000,
    kind: "icmp",
    sender: "192.0.2.1",
    host: "vm",
    app: "kernel",
    severity: 6,
    facility: 0,
    src: "10.9.0.2",
    dst: "10.9.0.1",
    proto: "ICMP",
    icmpType: 8,
    icmpCode: 0,
    icmpId: 16347,
    icmpSeq: 1,
    srcPort: null,
    dstPort: null,
    inIface: "vb",
    outIface: null,
    lengthBytes: 84,
    tcpSyn: false,
    http: null,
    place: null,
    raw: REAL_LINE,
    truncated: false,
  });
});

const PACKET = "IN=e OUT= SRC=192.0.2.9 DST=192.0.2.8 LEN=60 ";
const REQUEST = '192.0.2.9 - - [20/Nov/2026:20:59:10 +0900] "GET / HTTP/1.1" 200 1 "-" "-"';

const KINDS: readonly [string, Partial<TrafficEvent>][] = [
  [`<4>Nov 20 20:59:10 fw kernel: WEB ${PACKET}PROTO=TCP SPT=40000 DPT=443 SYN URGP=0`, {
    kind: "connection",
    proto: "TCP",
    srcPort: 40000,
    dstPort: 443,
  }],
  [`<190>Nov 20 20:59:10 web nginx: ${REQUEST}`, { kind: "http", app: "nginx", src: "192.0.2.9" }],
  // The header has neither zone nor year, the access log has both.
  [`<190>Nov 20 20:59:10 web nginx: ${REQUEST}`, { sentAtMs: Date.UTC(2026, 10, 20, 11, 59, 10) }],
  [`<190>1 2026-11-20T11:59:10.250Z web nginx - - - ${REQUEST}`, {
    kind: "http",
    sentAtMs: Date.UTC(2026, 10, 20, 11, 59, 10, 250),
  }],
  [`<190>Nov 20 20:59:10 ${REQUEST}`, { kind: "http", host: null, src: "192.0.2.9" }],
  [`<30>U7,abc,v4: kernel: [ 1.2] ${PACKET}PROTO=ICMP TYPE=0 CODE=0 ID=1 SEQ=2`, { kind: "icmp" }],
  [`${PACKET}PROTO=UDP SPT=1 DPT=53 LEN=40`, { kind: "connection", facility: null }],
  ["<4>kernel: IN=e OUT= ARP HTYPE=1 PTYPE=0x0800 OPCODE=1 IPSRC=10.0.0.1 IPDST=10.0.0.2", {
    kind: "text",
    proto: "ARP",
    src: "10.0.0.1",
  }],
  ["<4>kernel: IN=e OUT= SRC=10.0.0.1 DS", { kind: "text", src: "10.0.0.1", inIface: "e" }],
  // A stranger's text inside a line of another program is not a packet.
  [`<38>Nov 20 20:59:10 h sshd[1]: Invalid user ${PACKET}PROTO=ICMP TYPE=8 CODE=0`, {
    kind: "text",
    src: null,
  }],
  [`<38>Invalid user ${PACKET}PROTO=ICMP TYPE=8 CODE=0 from 192.0.2.1 port 22`, {
    kind: "text",
    src: null,
  }],
  [`<190>nginx: ${REQUEST.replace('"-"', `"${PACKET}"`)}`, { kind: "http", proto: null }],
];

Deno.test("parseSyslog() tells packets, requests and text apart", () => {
  for (const [line, expected] of KINDS) {
    const event = parse(line);
    for (const [key, value] of Object.entries(expected)) {
      assert.deepEqual(event[key as keyof TrafficEvent], value, `${key} of ${line}`);
    }
  }
});

Deno.test("parseSyslog() makes a text event of bad input and keeps it", () => {
  const bad: readonly [string, Uint8Array, string][] = [
    ["empty", new Uint8Array(), ""],
    ["NUL", new Uint8Array(3), "\0\0\0"],
    ["CR LF", utf8.encode("<13>a: b\r\n"), "<13>a: b\r\n"],
    ["ANSI", utf8.encode("<13>a: \x1b[31mred\x1b[0m"), "<13>a: \x1b[31mred\x1b[0m"],
    ["byte order mark", utf8.encode("\uFEFFx"), "\uFEFFx"],
    ["not UTF-8", Uint8Array.of(0x53, 0xe3, 0x6f, 0x80, 0x9f), "S\u00e3o\u0080\u009f"],
    ["half a character", Uint8Array.of(0x61, 0xe2, 0x82), "a\u00e2\u0082"],
    ["script", utf8.encode("<script>alert(1)</script>"), "<script>alert(1)</script>"],
  ];
  for (const [name, bytes, raw] of bad) {
    const event = parseSyslog(bytes, RECEIVED_AT, "::1");
    assert.equal(event.kind, "text", name);
    assert.equal(event.raw, raw, name);
    assert.equal(event.truncated, false, name);
  }
});

Deno.test("parseSyslog() ignores a line end after the last field", () => {
  for (const end of ["\n", "\r\n", "\0", "\n\0"]) {
    assert.equal(parse(REAL_LINE + end).icmpSeq, 1, JSON.stringify(end));
    assert.equal(parse(REAL_LINE + end).raw, REAL_LINE + end);
  }
});

Deno.test("parseSyslog() cuts at 64 KiB between characters and says so", () => {
  const whole = parse("x".repeat(MAX_LINE_BYTES));
  assert.deepEqual([whole.raw.length, whole.truncated], [MAX_LINE_BYTES, false]);
  const cut = parse("x".repeat(MAX_LINE_BYTES - 1) + "€uro");
  assert.deepEqual([cut.raw.length, cut.truncated], [MAX_LINE_BYTES - 1, true]);
  assert.equal(cut.raw.endsWith("x"), true);
});

/** Pieces of every grammar, so that random lines get far into the parsers. */
const piece = fc.constantFrom(
  ..."<6>|<190>|1 |- |Nov 20 20:59:10 |2026-11-20T20:59:10Z |vm |kernel: |nginx[1]: |[ 1.2] |[x@1 "
    .split("|"),
  ...'k="v"]|IN=e |OUT= |MAC= |SRC=10.0.0.1 |DST=::1 |PROTO=ICMP |ID=1 |OPT (|INCOMPLETE [|] |'
    .split("|"),
  ...'192.0.2.1 - - |[20/Nov/2026:20:59:10 +0900] |"GET / HTTP/1.1" |200 |"-" |"\\|0.1|\0|\n|\x1b['
    .split("|"),
);

Deno.test("parseSyslog() gives an event that holds all bytes when the bytes are random", () => {
  const random = fc.uint8Array({ maxLength: 400 });
  const shaped = fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 25 })
    .map((parts) => utf8.encode(parts.join("")));
  fc.assert(
    fc.property(fc.oneof(random, shaped), fc.integer({ min: 0, max: 4e12 }), (bytes, now) => {
      const event = parseSyslog(bytes, now, "192.0.2.1");
      const latin1 = Uint8Array.from(event.raw, (char) => char.charCodeAt(0));
      const kept = [utf8.encode(event.raw), latin1].some((copy) =>
        copy.length === bytes.length && copy.every((byte, i) => byte === bytes[i])
      );
      assert.ok(kept, "raw is the bytes as UTF-8 or as Latin-1");
      assert.deepEqual(JSON.parse(JSON.stringify(event)), event);
    }),
    { numRuns: 3000 },
  );
});

Deno.test("parseSyslog() keeps the packet that an ICMP error is about, and the error's own fields", () => {
  const line =
    "<4>Nov 20 20:59:10 fw kernel: ERR IN=eth0 OUT= MAC= SRC=203.0.113.1 DST=192.0.2.7 " +
    "LEN=88 TOS=0x00 PREC=0xC0 TTL=64 ID=2 PROTO=ICMP TYPE=3 CODE=3 [SRC=192.0.2.7 " +
    "DST=203.0.113.1 LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=3 DF PROTO=UDP SPT=40000 DPT=33434 LEN=40 ]";
  const event = parseSyslog(new TextEncoder().encode(line), 0, "192.0.2.1");
  const { kind, src, dst, proto, icmpType, icmpCode, srcPort } = event;
  assert.deepEqual({ kind, src, dst, proto, icmpType, icmpCode, srcPort }, {
    kind: "icmp",
    src: "203.0.113.1",
    dst: "192.0.2.7",
    proto: "ICMP",
    icmpType: 3,
    icmpCode: 3,
    srcPort: null,
  });
  assert.deepEqual(event.inner, {
    src: "192.0.2.7",
    dst: "203.0.113.1",
    proto: "UDP",
    icmpType: null,
    icmpCode: null,
    srcPort: 40_000,
    dstPort: 33_434,
  });
});

Deno.test("parseSyslog() takes brackets that are no packet, cut or nested, as none", () => {
  const head = "<4>kernel: IN=a OUT= SRC=192.0.2.1 DST=192.0.2.2 PROTO=ICMP TYPE=11 CODE=0 ";
  const innerOf = (rest: string) =>
    parseSyslog(new TextEncoder().encode(head + rest), 0, "192.0.2.1").inner;
  assert.equal(innerOf(""), undefined);
  assert.equal(innerOf("[TRUNCATED]"), undefined);
  assert.equal(innerOf("[INCOMPLETE [4 bytes] ]"), undefined);
  assert.equal(innerOf("[SRC=192.0.2.3 DST=192.0.2.4 PROTO=TCP SPT=1")?.srcPort, 1);
  assert.equal(innerOf("[[SRC=192.0.2.3 ] ] MTU=1400"), undefined);
});
