import assert from "node:assert/strict";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { describeEvent, describePlace, eventFields, formatTook } from "./describe_event.ts";
import { sampleEvent } from "@/shared/traffic/sample_event.ts";

const echo = { kind: "icmp", proto: "ICMP", icmpType: 8, icmpCode: 0 } as const;
const http = {
  method: "GET",
  path: "/orders?page=4",
  status: 200,
  bytes: 512,
  durationMs: 12,
  userAgent: "curl/8.9",
  site: null,
};

const cases: [string, Partial<TrafficEvent>, string][] = [
  ["a ping", { ...echo, icmpId: 16347, icmpSeq: 1 }, "echo request, id 16347 seq 1"],
  ["a ping over IPv6", { ...echo, proto: "ICMPv6", icmpType: 128 }, "echo request"],
  [
    "an ICMP error",
    { ...echo, icmpType: 3, icmpCode: 3 },
    "destination unreachable, port unreachable",
  ],
  ["a cut ICMP line", { ...echo, icmpType: null }, "ICMP"],
  ["a request", { kind: "http", http }, "GET /orders?page=4"],
  ["a request to a site", {
    kind: "http",
    http: { ...http, site: "shop.example" },
  }, "GET shop.example/orders?page=4"],
  [
    "no request at all",
    { kind: "http", http: { ...http, method: null, path: "\x16\x03" } },
    "\x16\x03",
  ],
  ["a connection", {
    kind: "connection",
    proto: "TCP",
    dst: "10.0.0.9",
    dstPort: 443,
    srcPort: 52144,
  }, "TCP to 10.0.0.9:443 from port 52144"],
  [
    "a connection over IPv6",
    { kind: "connection", proto: "UDP", dst: "2001:db8::1", dstPort: 53 },
    "UDP to [2001:db8::1]:53",
  ],
  [
    "a packet without ports",
    { kind: "connection", proto: "47", dst: "10.0.0.9" },
    "47 to 10.0.0.9",
  ],
  ["a line", { raw: "<38>Nov 20 21:14:05 auth-1 sshd[812]: no", app: "sshd" }, "sshd[812]: no"],
  ["a line of no form", { raw: "<38>hello" }, "hello"],
];
for (const [name, part, text] of cases) {
  Deno.test(`describeEvent() describes ${name}`, () => {
    assert.equal(describeEvent(sampleEvent(part)), text);
  });
}

Deno.test("describePlace() names cities and ranges that are no place", () => {
  const place = {
    kind: "place",
    country: "JP",
    city: "Tokyo",
    region: null,
    latitude: null,
    longitude: null,
    asn: null,
    organisation: null,
  } as const;
  assert.deepEqual(describePlace(place), { country: "JP", words: "Tokyo" });
  assert.deepEqual(describePlace({ ...place, city: null }), { country: "JP", words: "" });
  assert.deepEqual(describePlace({ ...place, kind: "cgnat" }), {
    country: "",
    words: "shared (CGNAT)",
  });
  assert.deepEqual(describePlace(null), { country: "", words: "" });
});

Deno.test("formatTook() stays short, whatever a line says", () => {
  assert.deepEqual([0.4, 12.5, 59_999, 60_000, 1e12].map(formatTook), [
    ...["0 ms", "13 ms", "59999 ms"],
    ...["1 min", "11574 d 1 h"],
  ]);
});

Deno.test("eventFields() leaves out what is not known and keeps zeroes", () => {
  const fields = eventFields(sampleEvent({ severity: 0, src: "2001:db8::1", srcPort: 7, http }));
  assert.deepEqual(fields, [
    ["received", "1970-01-01 00:00:01 UTC"],
    ["sender", "192.0.2.1"],
    ["severity", "0"],
    ["source", "[2001:db8::1]:7"],
    ["status", "200"],
    ["response", "512 bytes"],
    ["took", "12 ms"],
    ["user agent", "curl/8.9"],
  ]);
});

Deno.test("eventFields() tells the packet that an ICMP error is about", () => {
  const inner = {
    src: "192.0.2.7",
    dst: "2001:db8::1",
    proto: "UDP",
    icmpType: null,
    icmpCode: null,
    srcPort: 40_000,
    dstPort: 33_434,
  };
  const about = (fields: Partial<typeof inner> | Record<string, unknown>) =>
    Object.fromEntries(
      eventFields(sampleEvent({ inner: { ...inner, ...fields } })),
    )["about the packet"];
  assert.equal(about({}), "UDP from 192.0.2.7:40000 to [2001:db8::1]:33434");
  assert.equal(
    about({ proto: "ICMP", icmpType: 8, icmpCode: 0, srcPort: null, dstPort: null }),
    "echo request from 192.0.2.7 to 2001:db8::1",
  );
});
