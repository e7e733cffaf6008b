import assert from "node:assert/strict";
import fc from "fast-check";
import { FIRST_RESULT_CODE, RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { decodeChunk, encodeChunk } from "./result_chunk.ts";
import { decodeHeads, decodeStarts, encodeHeads, type RoundHead } from "./round_heads.ts";

const HOUR_AT_MS = 1_795_000_000_000;

const anyResult = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 200, max: 2_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff_ffff }) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.values(RESULT_CODES)) },
);

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const anyHead = fc.record({
  startedAtMs: fc.integer({ min: HOUR_AT_MS, max: HOUR_AT_MS + 3_599_999 }),
  session: fc.oneof(fc.constant(7), u32),
  round: fc.oneof(fc.integer({ min: 1, max: 800 }), u32),
  revision: fc.oneof(fc.constant(1), u32),
  flags: fc.integer({ min: 0, max: 255 }),
  notes: fc.oneof({ weight: 5, arbitrary: fc.constant(new Uint8Array()) }, fc.uint8Array()),
});
const byStart = (a: RoundHead, b: RoundHead) => a.startedAtMs - b.startedAtMs;

Deno.test("decodeChunk() returns what encodeChunk() was given", () => {
  fc.assert(fc.property(fc.array(anyResult, { maxLength: 800 }), (numbers) => {
    const results = Uint32Array.from(numbers);
    assert.deepEqual(decodeChunk(encodeChunk(results)), results);
  }));
});

const edges: [string, number[]][] = [
  ["nothing", []],
  ["one RTT of 0", [0]],
  ["the largest RTT", [FIRST_RESULT_CODE - 1]],
  ["both ends of the range", [0, FIRST_RESULT_CODE - 1]],
  ["only losses", Array(720).fill(RESULT_CODES.timeout)],
  ["a code that has no name yet", [5, FIRST_RESULT_CODE, 0xffff_ff80, 6]],
  ["one outlier among equals", [...Array(719).fill(250), 3_000_000]],
];
for (const [name, numbers] of edges) {
  Deno.test(`decodeChunk() returns ${name}`, () => {
    const results = Uint32Array.from(numbers);
    assert.deepEqual(decodeChunk(encodeChunk(results)), results);
  });
}

Deno.test("encodeChunk() writes the layout that its documentation gives", () => {
  // version 1, 3 results, 1 run: after 1 result, one timeout; blocks of 1024, smallest 5 (zigzag
  // 10); k = 0 in 5 bits, 0 as "0", 2 as "110".
  const bytes = encodeChunk(Uint32Array.of(5, RESULT_CODES.timeout, 7));
  assert.deepEqual([...bytes], [1, 3, 1, 1, 0, 0x80, 0x08, 10, 0b00000_0_11, 0b0_0000000]);
});

Deno.test("encodeChunk() needs few bytes where there is little to say", () => {
  const size = (numbers: number[]) => encodeChunk(Uint32Array.from(numbers)).length;
  assert.ok(size(Array(720).fill(RESULT_CODES.timeout)) <= 8);
  assert.ok(size(Array(720).fill(250)) <= 110, "one bit an RTT");
  assert.ok(size([...Array(719).fill(250), 3_000_000]) <= 130, "an outlier costs itself only");
});

Deno.test("decodeHeads() returns what encodeHeads() was given", () => {
  fc.assert(fc.property(fc.array(anyHead, { maxLength: 60 }), (any) => {
    const heads = any.map((head) => ({ ...head })).toSorted(byStart);
    const bytes = encodeHeads(heads);
    assert.deepEqual(decodeHeads(bytes), heads);
    const { starts, flags } = decodeStarts(bytes);
    assert.deepEqual([...starts], heads.map((head) => head.startedAtMs));
    assert.deepEqual([...flags], heads.map((head) => head.flags));
  }));
});

Deno.test("encodeHeads() needs about a bit a round of an agent in rhythm", () => {
  const heads = Array.from({ length: 720 }, (_, i) => ({
    startedAtMs: HOUR_AT_MS + 5_000 * i,
    session: 0xdeadbeef,
    round: 100 + i,
    revision: 3,
    flags: 0,
    notes: new Uint8Array(),
  }));
  const bytes = encodeHeads(heads);
  assert.ok(bytes.length < 130, `${bytes.length} bytes`);
  assert.deepEqual(decodeHeads(bytes), heads);
});

const decoders: [string, (bytes: Uint8Array) => unknown][] = [
  ["decodeChunk", decodeChunk],
  ["decodeHeads", decodeHeads],
  ["decodeStarts", decodeStarts],
];
for (const [name, decode] of decoders) {
  Deno.test(`${name}() refuses another version`, () => {
    assert.throws(() => decode(Uint8Array.of(2, 0)), /unknown version 2/);
  });

  Deno.test(`${name}() gives a value or a RangeError for any bytes`, () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        decode(Uint8Array.of(1, 5, ...bytes));
      } catch (error) {
        assert(error instanceof RangeError, String(error));
      }
    }));
  });
}

Deno.test("decodeChunk() and decodeHeads() refuse bytes that were cut", () => {
  const chunk = encodeChunk(Uint32Array.from({ length: 100 }, (_, i) => 250 + i));
  assert.throws(() => decodeChunk(chunk.subarray(0, -2)), /end too early/);
  const heads = encodeHeads([
    { startedAtMs: 1, session: 1, round: 1, revision: 1, flags: 0, notes: new Uint8Array(3) },
  ]);
  assert.throws(() => decodeHeads(heads.subarray(0, -2)), RangeError);
});
