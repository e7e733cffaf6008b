import assert from "node:assert/strict";
import type { Place, TrafficEvent } from "@/shared/traffic/event.ts";
import { parseSyslog } from "../syslog/parse.ts";
import { BlockWriter } from "./block_writer.ts";
import { BLOCK_EVENTS, decodeColumns, decodeLines } from "./traffic_block.ts";

const AT_MS = 1_795_000_000_000;
const PLACES: readonly (Place | null)[] = ["NL", "JP", null].map((country) =>
  country === null ? null : {
    ...{ kind: "place", country, city: "“a,b”", region: null },
    ...{ latitude: 52.3702, longitude: -0.5, asn: 64_500, organisation: null },
  }
);
/** Sources and paths that come again at first, and are all different later. */
const different = (i: number) => i < 300 ? i % 3 : i;
const LINES: readonly ((i: number) => string)[] = [
  (i) =>
    `10.0.${different(i) >> 8}.${different(i) & 255} - - [20/Nov/2026:20:59:10 +0000] "GET /${
      i % 9
    } HTTP/1.1" 200 ${i}`,
  (i) =>
    `<6>Nov 20 20:59:10 vm kernel: IN=e OUT= SRC=10.9.0.${
      i % 7
    } DST=10.9.0.1 PROTO=ICMP TYPE=8 CODE=0 ID=${different(i)} SEQ=${i}`,
  (i) => `<13>1 2026-11-20T20:59:10Z h a - - \ufeffé ☂ "${i}"\n`,
  (i) => String(i / 4),
];

function events(count: number): TrafficEvent[] {
  const utf8 = new TextEncoder();
  return Array.from({ length: count }, (_, i) => ({
    ...parseSyslog(utf8.encode(LINES[i % LINES.length](i)), AT_MS + i, "192.0.2.1"),
    id: 7_000 + i,
    place: PLACES[i % PLACES.length],
  }));
}

function encoded(given: readonly TrafficEvent[], together: number) {
  const writer = new BlockWriter();
  for (let at = 0; at < given.length; at += together) writer.add(given.slice(at, at + together));
  return writer.take();
}

for (const count of [1, 3, 128, 129, 130, 700, BLOCK_EVENTS]) {
  Deno.test(`decodeColumns() and decodeLines() give back ${count} events`, () => {
    const given = events(count);
    const { columns, lines } = encoded(given, count % 2 === 0 ? 64 : 100);
    const raws = decodeLines(lines);
    const found = decodeColumns(columns, given[0].id!).map((event, i) => ({
      ...event,
      raw: raws[i],
    }));
    // What is undefined is left out, and null where others of the block have it.
    const plain = (event: TrafficEvent) =>
      Object.fromEntries(Object.entries(event).filter(([, value]) => value != null));
    assert.deepEqual(found.map(plain), given.map(plain));
  });
}

Deno.test("BlockWriter refuses no events, and more than a block holds", () => {
  const writer = new BlockWriter();
  assert.throws(() => writer.take(), RangeError);
  assert.throws(() => writer.add(events(BLOCK_EVENTS + 1)), RangeError);
});

Deno.test("BlockWriter takes lines as bytes where they are ASCII, and begins anew", () => {
  const writer = new BlockWriter();
  const given = events(6), ascii = (event: TrafficEvent) => new TextEncoder().encode(event.raw);
  for (let round = 0; round < 2; round++) {
    for (const event of given) writer.add([event], event.raw.includes("☂") ? null : ascii(event));
    assert.deepEqual(decodeLines(writer.take().lines), given.map(({ raw }) => raw));
  }
});
