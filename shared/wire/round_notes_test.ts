import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeNotes, encodeNotes, notesOn, type ResultNote } from "./round_notes.ts";

const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const u8 = fc.integer({ min: 0, max: 255 });
const address = fc.oneof(
  fc.uint8Array({ minLength: 4, maxLength: 4 }),
  fc.uint8Array({ minLength: 16, maxLength: 16 }),
);
// As plain objects: fast-check's have no prototype.
const anyNote: fc.Arbitrary<ResultNote> = fc.oneof(
  fc.record({ index: u16, kind: fc.constant("user-stamped" as const) }),
  fc.record({
    index: u16,
    kind: fc.constant("icmp-error" as const),
    type: u8,
    code: u8,
    from: address,
  }),
  fc.record({ index: u16, kind: fc.constant("late" as const), rttUs: u32 }),
  fc.record({ index: u16, kind: fc.constant("duplicates" as const), count: u16 }),
  fc.record({
    index: u16,
    kind: fc.constant("http" as const),
    status: u16,
    ttfbUs: u32,
    certificateEndS: u32,
  }),
).map((note) => ({ ...note }));

Deno.test("decodeNotes() returns what encodeNotes() was given", () => {
  fc.assert(fc.property(fc.array(anyNote, { maxLength: 30 }), (notes) => {
    const { bytes, leftOut } = encodeNotes(notes, 10_000);
    assert.equal(leftOut, 0);
    assert.deepEqual(decodeNotes(bytes, 0x10000), notes);
  }));
});

Deno.test("encodeNotes() leaves out what does not fit, and says how much", () => {
  fc.assert(fc.property(
    fc.array(anyNote, { maxLength: 30 }),
    fc.integer({ min: 0, max: 300 }),
    (notes, maxBytes) => {
      const { bytes, leftOut } = encodeNotes(notes, maxBytes);
      assert.ok(bytes.length <= maxBytes);
      assert.deepEqual(decodeNotes(bytes, 0x10000), notes.slice(0, notes.length - leftOut));
    },
  ));
});

const hex = (bytes: Uint8Array) => bytes.toHex().replace(/..(?!$)/g, "$& ");
const layouts: [ResultNote, string][] = [
  [{ index: 258, kind: "user-stamped" }, "02 01 01 00"],
  [
    { index: 1, kind: "icmp-error", type: 3, code: 1, from: new Uint8Array([192, 0, 2, 1]) },
    "01 00 02 06 03 01 c0 00 02 01",
  ],
  [{ index: 1, kind: "late", rttUs: 3_000_001 }, "01 00 03 04 c1 c6 2d 00"],
  [{ index: 1, kind: "duplicates", count: 2 }, "01 00 04 02 02 00"],
  [
    { index: 1, kind: "http", status: 503, ttfbUs: 1_000, certificateEndS: 1_800_000_000 },
    "01 00 05 0a f7 01 e8 03 00 00 00 d2 49 6b",
  ],
];
for (const [note, bytes] of layouts) {
  Deno.test(`encodeNotes() writes ${note.kind} as the documentation gives it`, () => {
    assert.equal(hex(encodeNotes([note], 100).bytes), bytes);
  });
}

Deno.test("decodeNotes() skips a kind that it does not know", () => {
  const unknown = [7, 0, 200, 3, 1, 2, 3];
  const known = encodeNotes([{ index: 2, kind: "late", rttUs: 5 }], 100).bytes;
  assert.deepEqual(decodeNotes(new Uint8Array([...unknown, ...known]), 10), [
    { index: 2, kind: "late", rttUs: 5 },
  ]);
});

const bad: [string, number[], RegExp][] = [
  ["a cut header", [0, 0, 1], /cut off at byte 0 of 3/],
  ["a cut body", [0, 0, 3, 4, 1, 2, 3], /cut off at byte 0/],
  ["a result that is not there", [10, 0, 1, 0], /a note on result 10, but there are 10/],
  ["a late reply of three bytes", [0, 0, 3, 3, 1, 2, 3], /kind 3 has 4 bytes, not 3/],
  [
    "an address of five bytes",
    [0, 0, 2, 7, 1, 2, 3, 4, 5, 6, 7],
    /kind 2 has 6 or 18 bytes, not 7/,
  ],
];
for (const [name, bytes, message] of bad) {
  Deno.test(`decodeNotes() refuses ${name}`, () => {
    assert.throws(
      () => decodeNotes(new Uint8Array(bytes), 10),
      (e) => e instanceof RangeError && message.test(e.message),
    );
  });
}

Deno.test("decodeNotes() gives notes or a RangeError for any bytes", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
    try {
      assert.ok(decodeNotes(bytes, 10).every(({ index }) => index < 10));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }));
});

Deno.test("notesOn() gives the notes that decodeNotes() gives for one result", () => {
  const near = fc.tuple(anyNote, fc.nat(3)).map(([note, index]) => ({ ...note, index }));
  fc.assert(fc.property(fc.array(near, { maxLength: 30 }), fc.nat(4), (notes, index) => {
    const { bytes } = encodeNotes(notes, 10_000);
    assert.deepEqual(notesOn(bytes, index), notes.filter((note) => note.index === index));
  }));
});

Deno.test("notesOn() stops at a note that is cut off", () => {
  const { bytes } = encodeNotes([{ index: 1, kind: "late", rttUs: 5 }], 100);
  assert.deepEqual(notesOn(new Uint8Array([...bytes, 1, 0, 3, 4, 9]), 1).length, 1);
  assert.deepEqual(notesOn(bytes.subarray(0, 3), 1), []);
});
