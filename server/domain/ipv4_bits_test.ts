import assert from "node:assert/strict";
import { isIPv4 } from "node:net";
import fc from "fast-check";
import { ipv4Bits } from "./ipv4_bits.ts";

const TABLE: readonly [string, number | null][] = [
  ["0.0.0.0", 0],
  ["0.0.1.2", 0x102],
  ["127.0.0.1", 0x7f00_0001],
  ["255.255.255.255", -1],
  ["192.0.2.1", 0xc000_0201 | 0],
  ["", null],
  ["1.2.3", null],
  ["1.2.3.", null],
  [".1.2.3", null],
  ["1..2.3", null],
  ["1.2.3.4.5", null],
  ["01.2.3.4", null],
  ["1.2.3.00", null],
  ["1.2.3.256", null],
  ["1.2.3.4 ", null],
  ["1e1.1.1.1", null],
];

Deno.test("ipv4Bits() reads four decimal parts and nothing else", () => {
  for (const [text, bits] of TABLE) assert.equal(ipv4Bits(text), bits, text);
});

Deno.test("ipv4Bits() agrees with the runtime on any text like an address", () => {
  const part = fc.oneof(fc.nat(300).map(String), fc.constantFrom("", "00", "1e1", "-1", "x"));
  const text = fc.array(part, { minLength: 3, maxLength: 5 }).map((parts) => parts.join("."));
  fc.assert(fc.property(text, (text) => assert.equal(ipv4Bits(text) !== null, isIPv4(text))));
});
