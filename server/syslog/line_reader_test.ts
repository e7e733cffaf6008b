import assert from "node:assert/strict";
import fc from "fast-check";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import type { Via } from "./arrivals.ts";
import { LineReader } from "./line_reader.ts";
import { MAX_LINE_BYTES, parseSyslog } from "./parse.ts";
import { batchMemory, BatchReader, BatchWriter } from "./raw_batch.ts";

const AT_MS = 1_795_000_000_000;
const utf8 = new TextEncoder();

/** A message and who sent it. */
type Message = readonly [bytes: Uint8Array, address: string, via: Via];

function batchOf(messages: readonly Message[]) {
  const bytes = messages.reduce((sum, [{ length }]) => sum + length, 0);
  const writer = new BatchWriter(batchMemory(messages.length, bytes), messages.length);
  messages.forEach(([bytes, address, via], i) => {
    assert.ok(writer.fits(bytes));
    writer.push(bytes, address, via, AT_MS + i);
  });
  return writer.batch();
}

function read(messages: readonly Message[], reader = new LineReader()) {
  const events: TrafficEvent[] = [], pieces: (Uint8Array | null)[] = [];
  const rest = reader.read(batchOf(messages), [], (some, ascii) => {
    events.push(...some);
    pieces.push(ascii);
    if (ascii !== null) assert.deepEqual(ascii, utf8.encode(some.map(({ raw }) => raw).join("")));
  });
  return { events, pieces, ...rest };
}

const message: fc.Arbitrary<Message> = fc.tuple(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.string({ unit: "grapheme-ascii" }).map((text) => utf8.encode(text)),
    },
    fc.string({ unit: "binary" }).map((text) => utf8.encode(text)),
    fc.uint8Array(),
  ),
  fc.constantFrom("192.0.2.1", "192.0.2.2", "job"),
  fc.constantFrom<Via>("datagram", "lines", "counted", "api"),
);

Deno.test("LineReader reads any bytes of a batch as parseSyslog() reads each message", () => {
  fc.assert(fc.property(fc.array(message, { maxLength: 200 }), (messages) => {
    const { events, unparsed } = read(messages);
    const expected = messages.map(([bytes, sender], i) => parseSyslog(bytes, AT_MS + i, sender));
    assert.deepEqual(events, expected);
    const strange = messages.filter(([, , via], i) =>
      via !== "api" && expected[i].severity === null
    );
    assert.equal(unparsed.reduce((sum, count) => sum + count, 0), strange.length);
  }));
});

Deno.test("BatchWriter and BatchReader keep each message, its sender and its time", () => {
  fc.assert(fc.property(fc.array(message, { maxLength: 100 }), (messages) => {
    const batch = batchOf(messages);
    const reader = new BatchReader(batch);
    const found = Array.from({ length: batch.count }, (_, i) => {
      const { address, via } = batch.senders[reader.senderOf(i)];
      assert.equal(reader.atMs(i), AT_MS + i);
      return [reader.bytes(i), address, via];
    });
    assert.deepEqual(found, messages);
    const names = batch.senders.map(({ address, via }) => `${via} ${address}`);
    assert.equal(new Set(names).size, names.length, "each sender stands there once");
  }));
});

Deno.test("LineReader cuts what is too long, and gives no bytes for it", () => {
  const long = new Uint8Array(MAX_LINE_BYTES + 4).fill(97);
  const { events, pieces } = read([[long, "192.0.2.1", "lines"]]);
  assert.deepEqual([events[0].raw.length, events[0].truncated], [MAX_LINE_BYTES, true]);
  assert.deepEqual(pieces, [null]);
});

Deno.test("LineReader reads a sender's lines by the fields that it named, and says them", () => {
  const line = utf8.encode("2026-11-20 20:59:10 192.0.2.9 503");
  const directive = utf8.encode("#Fields: date time c-ip sc-status");
  const { events, learned } = read([
    [line, "10.0.0.1", "lines"],
    [directive, "10.0.0.1", "counted"],
    [line, "10.0.0.1", "lines"],
    [line, "10.0.0.2", "lines"],
  ]);
  assert.deepEqual(events.map(({ kind }) => kind), ["text", "text", "http", "text"]);
  assert.deepEqual(learned, [["10.0.0.1", ["date", "time", "c-ip", "sc-status"]]]);
});

Deno.test("LineReader gives events the place of their source", () => {
  const asked: string[] = [];
  const place = { kind: "private", country: null } as TrafficEvent["place"];
  const locate = (address: string) => (asked.push(address), place!);
  const line = utf8.encode("<6>kernel: IN=a OUT= SRC=10.0.0.1 DST=10.0.0.2 PROTO=2");
  const messages = [line, utf8.encode("text")].map((bytes): Message => [bytes, "a", "lines"]);
  const { events } = read(messages, new LineReader({ locate }));
  assert.deepEqual([events[0].place, events[1].place, asked], [place, null, ["10.0.0.1"]]);
});
