import assert from "node:assert/strict";
import { type PrioritisedHeader, readHeader } from "./header.ts";

const RECEIVED_AT = Date.UTC(2026, 10, 20, 21, 0, 0);
const SENT_AT = Date.UTC(2026, 10, 20, 20, 59, 10);

type Expected = Partial<Omit<PrioritisedHeader, "sentAtMs">> & { sentAtMs?: number | null };

const RFC5424: readonly [string, Expected][] = [
  [
    "<165>1 2026-11-20T20:59:10.003Z edge-1 nginx 812 ID47 - hello",
    {
      facility: 20,
      severity: 5,
      sentAtMs: SENT_AT + 3,
      zoned: true,
      host: "edge-1",
      app: "nginx",
      message: "hello",
    },
  ],
  ["<13>1 - - - - - -", { sentAtMs: null, host: null, app: null, message: "" }],
  ["<13>1 - h a - - - \uFEFFtext", { host: "h", app: "a", message: "text" }],
  ['<13>1 - h a - - [x@1 k="v"][y z="\\"]\\\\"] after', { message: "after" }],
  ['<13>1 - h a - - [x@1 k="v"]', { message: "" }],
  // A kernel time stamp where structured data would be is part of the message.
  ["<6>1 - vm kernel - - [16571.459614] IPT IN=", { message: "[16571.459614] IPT IN=" }],
  ["<6>1 - vm kernel - - - [ 2719.689538] IPT IN=", { message: "[ 2719.689538] IPT IN=" }],
  ["<13>1 - h a - - no structured data", { message: "no structured data" }],
  ['<13>1 - h a - - [x k="open', { message: '[x k="open' }],
  ["<13>1 2026-11-20T20:59:10.123456789+09:00 h a - - - m", {
    sentAtMs: SENT_AT - 9 * 3_600_000 + 123,
  }],
];

const RFC3164: readonly [string, Expected][] = [
  [
    "<34>Nov 20 20:59:10 mymachine su[230]: 'su root' failed",
    {
      facility: 4,
      severity: 2,
      sentAtMs: SENT_AT,
      zoned: false,
      host: "mymachine",
      app: "su",
      message: "'su root' failed",
    },
  ],
  ["<6>Nov  2 20:59:10 vm kernel: x", { host: "vm", app: "kernel", message: "x" }],
  ["<6>Nov 2 20:59:10 vm kernel: x", { host: "vm", app: "kernel", message: "x" }],
  ["<6>Nov 20 20:59:10.250 vm app: x", { sentAtMs: SENT_AT + 250, host: "vm" }],
  ["<6>Nov 20 2026 20:59:10 vm app: x", { sentAtMs: SENT_AT, host: "vm" }],
  ["<6>Nov 20 20:59:10 2026 vm app: x", { sentAtMs: SENT_AT, host: "vm" }],
  ["<6>2026 Nov 20 20:59:10 vm app: x", { sentAtMs: SENT_AT, host: "vm" }],
  ["<6>2026-11-20T20:59:10.000000+00:00 vm kernel: [ 1.2] x", {
    sentAtMs: SENT_AT,
    zoned: true,
    host: "vm",
    app: "kernel",
    message: "[ 1.2] x",
  }],
  ["<189>45: *Nov 20 20:59:10.123 UTC: %SYS-5-CONFIG_I: done", {
    sentAtMs: SENT_AT + 123,
    host: null,
    app: "%SYS-5-CONFIG_I",
    message: "done",
  }],
  // No host: nginx nohostname, HAProxy, the C library.
  ["<190>Nov 20 20:59:10 nginx: GET", { host: null, app: "nginx", message: "GET" }],
  ["<134>Nov 20 20:59:10 haproxy[12]: x", { host: null, app: "haproxy", message: "x" }],
  ["<6>Nov 20 20:59:10 IN=eth0 OUT= SRC=", { host: null, app: null, message: "IN=eth0 OUT= SRC=" }],
  ["<6>Nov 20 20:59:10 vm kernel:[16571.459614] x", {
    app: "kernel",
    message: "[16571.459614] x",
  }],
  ["<6>Nov 20 20:59:10 vm [UFW BLOCK] IN=", { host: "vm", app: null, message: "[UFW BLOCK] IN=" }],
  ["<6>Nov 20 20:59:10 2001:db8::1 app: x", { host: "2001:db8::1", app: "app" }],
  ["<6>Nov 20 20:59:10 2001:db8::1 - - [x", {
    host: null,
    app: null,
    message: "2001:db8::1 - - [x",
  }],
  ["<13>myapp: no time", { sentAtMs: null, host: null, app: "myapp", message: "no time" }],
  ["<13>just words here", { host: null, app: null, message: "just words here" }],
  ["Nov 20 20:59:10 vm app: no priority", { facility: null, severity: null, host: "vm" }],
  ["<192>Nov 20 20:59:10 vm app: x", { facility: null, message: "<192>Nov 20 20:59:10 vm app: x" }],
  ["<>x", { facility: null, message: "<>x" }],
  ["<0>x", { facility: 0, severity: 0, message: "x" }],
  ["<191>x", { facility: 23, severity: 7 }],
  ["<13>Nov 31 20:59:10 vm app: x", { sentAtMs: null, host: "vm" }],
  ["<13>Nov 20 25:59:10 vm app: x", { sentAtMs: null, host: null }],
  ["<13>", { facility: 1, severity: 5, sentAtMs: null, message: "" }],
  ["", { facility: null, message: "" }],
];

Deno.test("readHeader() reads RFC 5424 and RFC 3164 with the oddities of senders", () => {
  for (const [line, expected] of [...RFC5424, ...RFC3164]) {
    const header = readHeader(line, RECEIVED_AT, Date.UTC);
    for (const [key, value] of Object.entries(expected)) {
      assert.deepEqual(header[key as keyof PrioritisedHeader], value, `${key} of ${line}`);
    }
  }
});

/** Line, received, sent: the year is the one nearest to the reception. */
const YEARS: readonly [string, string, string | null][] = [
  ["Dec 31 23:59:58", "2027-01-01T00:00:02Z", "2026-12-31T23:59:58.000Z"],
  ["Jan  1 00:00:03", "2026-12-31T23:59:59Z", "2027-01-01T00:00:03.000Z"],
  ["Jan  1 00:00:01", "2027-01-01T00:00:02Z", "2027-01-01T00:00:01.000Z"],
  ["Dec 31 12:00:00", "2026-12-31T12:00:01Z", "2026-12-31T12:00:00.000Z"],
  ["Feb 29 12:00:00", "2028-03-01T00:00:00Z", "2028-02-29T12:00:00.000Z"],
  ["Feb 29 12:00:00", "2026-03-01T00:00:00Z", null],
];

Deno.test("readHeader() takes the year nearest to the reception when the line has none", () => {
  for (const [time, received, sent] of YEARS) {
    const { sentAtMs } = readHeader(`<13>${time} vm app: x`, Date.parse(received), Date.UTC);
    assert.equal(sentAtMs === null ? null : new Date(sentAtMs).toISOString(), sent, time);
  }
});

Deno.test("readHeader() asks the wall clock for the zone when the line has none", () => {
  const tokyo = (...parts: Parameters<typeof Date.UTC>) => Date.UTC(...parts) - 9 * 3_600_000;
  const { sentAtMs } = readHeader("<13>Jan  1 08:59:00 vm app: x", Date.UTC(2027, 0, 1), tokyo);
  assert.equal(new Date(sentAtMs ?? NaN).toISOString(), "2026-12-31T23:59:00.000Z");
});
