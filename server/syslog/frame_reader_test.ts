import assert from "node:assert/strict";
import fc from "fast-check";
import { FrameReader, FramingError } from "./frame_reader.ts";
import { MAX_LINE_BYTES } from "./parse.ts";

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** The messages of a stream that comes in pieces of `size` bytes. */
function read(stream: string, size: number): string[] {
  const bytes = utf8.encode(stream);
  const reader = new FrameReader();
  const messages: string[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    for (const message of reader.push(bytes.subarray(at, at + size))) {
      messages.push(text.decode(message));
    }
  }
  const last = reader.end();
  return last === null ? messages : [...messages, text.decode(last)];
}

const streams: readonly [string, string, string[]][] = [
  ["lines", "<13>a\n<13>b\n", ["<13>a", "<13>b"]],
  ["a last line without its end", "<13>a\n<13>b", ["<13>a", "<13>b"]],
  ["empty lines", "\n\n<13>a\n\n", ["<13>a"]],
  ["counts", "6 <13>a\n6 <13>bb", ["<13>a\n", "<13>bb"]],
  ["counts with line feeds between them", "5 <13>a\n5 <13>b\n", ["<13>a", "<13>b"]],
  ["a count without its message", "5 <13>a9 <13>b", ["<13>a"]],
  ["lines that begin with a number", "192.0.2.1 - - x\n5 apples\n", [
    "192.0.2.1 - - x",
    "5 apples",
  ]],
  ["a number alone", "42", ["42"]],
  ["a large number", "1234567890 <13>a\n", ["1234567890 <13>a"]],
];

for (const [name, stream, messages] of streams) {
  Deno.test(`FrameReader tells ${name} apart however the stream is cut`, () => {
    for (let size = 1; size <= stream.length; size++) {
      assert.deepEqual(read(stream, size), messages);
    }
  });
}

Deno.test("FrameReader keeps the beginning of a message that is too long, and goes on after it", () => {
  const long = "<13>" + "x".repeat(MAX_LINE_BYTES * 2);
  for (const stream of [`${long}\n<13>b\n`, `${long.length} ${long}6 <13>bb`]) {
    for (const size of [1_000, 65_536, stream.length]) {
      const [cut, next, ...more] = read(stream, size);
      assert.ok(cut.length > MAX_LINE_BYTES && cut.length <= MAX_LINE_BYTES + 4);
      assert.ok(next.startsWith("<13>b"));
      assert.deepEqual(more, []);
    }
  }
});

Deno.test("FrameReader throws when a count is missing after others", () => {
  for (const wrong of ["x", "<13>b", " 5 <13>b", "123456789 <13>"]) {
    assert.throws(() => read(`5 <13>a${wrong}`, 100), FramingError);
  }
});

Deno.test("FrameReader takes any bytes and gives every line of text", () => {
  fc.assert(fc.property(
    fc.array(fc.stringMatching(/^<[a-z0-9 <>]{0,20}$/)),
    fc.integer({ min: 1, max: 50 }),
    (lines, size) => assert.deepEqual(read(lines.map((l) => l + "\n").join(""), size), lines),
  ));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    const reader = new FrameReader();
    try {
      for (const message of reader.push(bytes)) assert.ok(message.length <= bytes.length);
      reader.end();
    } catch (error) {
      assert.ok(error instanceof FramingError);
    }
  }));
});
