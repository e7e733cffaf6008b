import assert from "node:assert/strict";
import fc from "fast-check";
import { ByteReader } from "./byte_reader.ts";
import { ByteWriter } from "./byte_writer.ts";

Deno.test("ByteReader returns what ByteWriter was given", () => {
  const item = fc.oneof(
    fc.record({ kind: fc.constant("number" as const), value: fc.maxSafeNat() }),
    fc.record({
      kind: fc.constant("signed" as const),
      value: fc.integer({ min: -(2 ** 50), max: 2 ** 50 }),
    }),
    fc.record({ kind: fc.constant("text" as const), value: fc.string({ unit: "grapheme" }) }),
  );
  fc.assert(fc.property(fc.array(item), (items) => {
    const writer = new ByteWriter(1);
    for (const { kind, value } of items) (writer[kind] as (value: unknown) => void)(value);
    const reader = new ByteReader(writer.bytes);
    assert.deepEqual(items.map(({ kind }) => reader[kind]()), items.map(({ value }) => value));
    reader.end();
  }));
});

Deno.test("ByteWriter takes one byte for a small number of either sign", () => {
  const writer = new ByteWriter();
  for (const value of [0, 63, -64]) writer.signed(value);
  writer.number(127);
  assert.equal(writer.bytes.length, 4);
});

const wrong: [name: string, bytes: number[], read: (reader: ByteReader) => void][] = [
  ["nothing where a number is due", [], (r) => r.number()],
  ["a number that is cut", [128], (r) => r.number()],
  ["a number of nine bytes", Array(9).fill(255), (r) => r.number()],
  ["a number above its bound", [8], (r) => r.number(7)],
  ["a text that is longer than the message", [5, 65], (r) => r.text()],
  ["a text that is not UTF-8", [1, 255], (r) => r.text()],
  ["bytes behind the message", [1, 2], (r) => (r.number(), r.end())],
];
for (const [name, bytes, read] of wrong) {
  Deno.test(`ByteReader refuses ${name}`, () => {
    assert.throws(() => read(new ByteReader(new Uint8Array(bytes))), RangeError);
  });
}
