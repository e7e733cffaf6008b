import assert from "node:assert/strict";
import fc from "fast-check";
import {
  decodeRound,
  encodeRound,
  FIRST_RESULT_CODE,
  isRoundTime,
  RESULT_CODES,
  roundBytes,
  type RoundFrame,
  rttOf,
} from "./round_frame.ts";

const frame: RoundFrame = {
  session: 0xdeadbeef,
  round: 42,
  revision: 7,
  startedAtMs: 1_795_000_000_123,
  flags: 1,
  results: new Uint32Array([250, RESULT_CODES.timeout, 0]),
  notes: new Uint8Array([9, 8]),
};

Deno.test("decodeRound() returns what encodeRound() was given", () => {
  fc.assert(fc.property(
    fc.record({
      session: fc.integer({ min: 0, max: 0xffffffff }),
      round: fc.integer({ min: 1, max: 0xffffffff }),
      revision: fc.integer({ min: 0, max: 0xffffffff }),
      startedAtMs: fc.integer({ min: 1e12, max: 1e13 }),
      flags: fc.integer({ min: 0, max: 3 }),
      results: fc.uint32Array({ maxLength: 50 }),
      notes: fc.uint8Array({ maxLength: 20 }),
    }),
    (any) => assert.deepEqual(decodeRound(encodeRound(any), 50), { ...any }),
  ));
});

Deno.test("encodeRound() writes the layout that the documentation gives", () => {
  const bytes = encodeRound({ ...frame, results: new Uint32Array([1]) });
  assert.deepEqual(
    [...bytes].map((b) => b.toString(16).padStart(2, "0")).join(" "),
    "01 01 00 00 ef be ad de 2a 00 00 00 07 00 00 00 7b 5e 56 ee a1 01 00 00 01 00 00 00 02 00 00 00 01 00 00 00 09 08",
  );
});

const good = encodeRound(frame);
const patched = (at: number, ...values: number[]) => {
  const bytes = good.slice();
  bytes.set(values, at);
  return bytes;
};
const bad: [string, Uint8Array, RegExp][] = [
  ["an empty frame", new Uint8Array(), /at least 32 bytes, not 0/],
  ["a cut header", good.slice(0, 31), /at least 32 bytes/],
  ["a cut result", good.slice(0, -1), /do not fit/],
  ["bytes behind the results", new Uint8Array([...good, 0]), /do not fit/],
  ["another kind", patched(0, 9), /unknown frame kind 9/],
  ["an unknown flag", patched(1, 8), /unknown flags/],
  ["a reserved bit", patched(3, 1), /unknown flags/],
  ["notes without end", patched(30, 0xff), /bytes of notes/],
  ["more results than the list", patched(24, 0xff, 0xff, 0xff, 0xff), /but the list has 10/],
  ["a clock at zero", patched(16, 0, 0, 0, 0, 0, 0, 0, 0), /no time in milliseconds/],
  ["a clock far off", patched(23, 0x7f), /no time in milliseconds/],
  ["round 0", patched(8, 0), /numbered from 1/],
];
for (const [name, bytes, message] of bad) {
  Deno.test(`decodeRound() refuses ${name}`, () => {
    assert.throws(
      () => decodeRound(bytes, 10),
      (e) => e instanceof RangeError && message.test(e.message),
    );
  });
}

Deno.test("decodeRound() gives a frame or a RangeError for any bytes", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
    try {
      decodeRound(bytes, 10);
    } catch (error) {
      assert(error instanceof RangeError);
    }
  }));
});

Deno.test("rttOf() tells an RTT from lost and from not probed", () => {
  assert.equal(rttOf(250), 250);
  assert.equal(rttOf(RESULT_CODES.timeout), null);
  assert.equal(rttOf(RESULT_CODES.unresolved), null);
  assert.equal(rttOf(RESULT_CODES.notProbed), undefined);
});

Deno.test("every result code is a number of its own above every RTT", () => {
  const codes = Object.values(RESULT_CODES);
  assert.equal(new Set(codes).size, codes.length);
  assert.ok(codes.every((code) => code >= FIRST_RESULT_CODE && code <= 0xffff_ffff));
});

Deno.test("roundBytes() is the length of the encoded frame", () => {
  assert.equal(roundBytes(frame), encodeRound(frame).length);
});

Deno.test("isRoundTime() refuses clocks that are broken", () => {
  assert.deepEqual([0, 999, 1e12, 1_795_000_000_000, 1e13, 1e14, NaN].map(isRoundTime), [
    false,
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
});
