import assert from "node:assert/strict";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import {
  compileFilter,
  isFiltered,
  NO_FILTER,
  patternOf,
  rangeProblem,
  readTrafficFilter,
  type TrafficFilter,
  writeTrafficFilter,
} from "./traffic_filter.ts";
import { sampleEvent } from "@/shared/traffic/sample_event.ts";

const place = {
  kind: "place",
  country: "VN",
  city: "Hà Nội",
  region: null,
  latitude: null,
  longitude: null,
  asn: null,
  organisation: null,
} as const;
const http = {
  method: "GET",
  path: "/",
  status: 404,
  bytes: null,
  durationMs: null,
  userAgent: null,
  site: null,
};
const event = sampleEvent({
  kind: "http",
  raw: "GET /Login (a+)+$",
  src: "203.0.113.9",
  host: "web-1",
  http,
  place,
});

const cases: [string, Partial<TrafficEvent>, Partial<TrafficFilter>, boolean][] = [
  ["everything when it is empty", {}, {}, true],
  ["its kind", {}, { kind: "http" }, true],
  ["no other kind", {}, { kind: "icmp" }, false],
  ["part of the line in any case", {}, { text: " login " }, true],
  ["what looks like a pattern as text", {}, { text: "(a+)+$" }, true],
  ["a source address", {}, { text: "203.0.113" }, true],
  ["a sender", {}, { text: "192.0.2.1" }, true],
  ["a host", {}, { text: "WEB-1" }, true],
  ["a city", {}, { text: "hà nội" }, true],
  ["no text that is nowhere", {}, { text: "paris" }, false],
  ["only what fits both", {}, { kind: "icmp", text: "login" }, false],
  ["an event without a place", { place: null, src: null }, { text: "login" }, true],
  ["its only sender", {}, { sender: "192.0.2.1" }, true],
  ["no other sender", {}, { sender: "192.0.2" }, false],
  ["its country", {}, { country: "VN" }, true],
  ["no other country", {}, { country: "JP" }, false],
  ["no event without a place for a country", { place: null }, { country: "VN" }, false],
  ["its city", {}, { city: "Hà Nội" }, true],
  ["no other city", {}, { city: "Huế" }, false],
  ["its class of status", {}, { status: "4xx" }, true],
  ["no other class of status", {}, { status: "5xx" }, false],
  ["no event without a status", { http: null }, { status: "4xx" }, false],
  ["a range it is in", {}, { from: "203.0.113.0/24" }, true],
  ["no range of the other family", {}, { from: "::/0" }, false],
  ["its own address", {}, { from: " 203.0.113.9 " }, true],
  ["an IPv6 range", { src: "2001:db8::1" }, { from: "2001:db8::/32" }, true],
  ["nothing for half an address", {}, { from: "203.0" }, false],
  ["no source that is no address", { src: "<b>" }, { from: "0.0.0.0/0" }, false],
  ["no sender that is left out", {}, { without: ["192.0.2.1"] }, false],
  ["senders that are not left out", {}, { without: ["192.0.2.2"] }, true],
];
for (const [name, part, filter, expected] of cases) {
  Deno.test(`compileFilter() lets through ${name}`, () => {
    assert.equal(compileFilter({ ...NO_FILTER, ...filter })({ ...event, ...part }), expected);
  });
}

for (
  const [own, isOwn, expected] of [
    [null, true, true],
    [null, false, true],
    ["hide", true, false],
    ["hide", false, true],
    ["only", true, true],
    ["only", false, false],
  ] as const
) {
  Deno.test(`compileFilter() with own pings ${own}: ${isOwn} is ${expected}`, () => {
    assert.equal(compileFilter({ ...NO_FILTER, own }, () => isOwn)(event), expected);
  });
}

Deno.test("compileFilter() finds the network of an address", () => {
  const place = { ...event.place!, asn: 64_500, organisation: "Example Net" };
  for (
    const [text, expected] of [["as64500", true], ["example net", true], ["AS1", false]] as const
  ) {
    assert.equal(compileFilter({ ...NO_FILTER, text })({ ...event, place }), expected, text);
  }
});

Deno.test("readTrafficFilter() returns what writeTrafficFilter() was given", () => {
  const full: TrafficFilter = {
    kind: "icmp",
    text: "a&b=c",
    country: "JP",
    city: "São Paulo",
    status: "5xx",
    from: "2001:db8::/32",
    sender: "load",
    without: ["192.0.2.1", "::1"],
    own: "hide",
  };
  for (const filter of [NO_FILTER, full]) {
    const written = writeTrafficFilter(filter, new URLSearchParams("theme=dark"));
    assert.deepEqual(readTrafficFilter(new URLSearchParams(written)), filter);
    assert.equal(new URLSearchParams(written).get("theme"), "dark");
    assert.equal(isFiltered(filter), filter === full);
  }
});

Deno.test("readTrafficFilter() leaves out what is unknown or too long", () => {
  const params = new URLSearchParams("kind=__proto__&country=<b>&status=9xx");
  params.set("q", "x".repeat(5_000));
  for (let n = 0; n < 100; n++) params.append("without", `192.0.2.${n}`);
  const filter = readTrafficFilter(params);
  assert.deepEqual([filter.kind, filter.country, filter.status], [null, null, null]);
  assert.deepEqual([filter.text.length, filter.without.length], [200, 20]);
});

Deno.test("patternOf() finds a regular expression between slashes", () => {
  assert.deepEqual(["/a|b/", "/etc/passwd", "//", " /x/ "].map(patternOf), [
    "a|b",
    null,
    null,
    "x",
  ]);
});

Deno.test("rangeProblem() names what is no range", () => {
  assert.deepEqual(["", "10.0.0.0/8", "::1"].map(rangeProblem), [null, null, null]);
  for (const from of ["10.0.0.0/33", "10.1", "x", "/8"]) assert.match(rangeProblem(from)!, /range/);
});
