import assert from "node:assert/strict";
import { isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { canonicalAddress } from "./ip_text.ts";

const ADDRESSES: readonly [string, string | null][] = [
  ["192.0.2.1", "192.0.2.1"],
  ["2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"],
  ["0000:0000:0000:0000:0000:0000:0000:0000", "::"],
  ["2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
  ["::ffff:10.1.2.3", "10.1.2.3"],
  ["0000:0000:0000:0000:0000:ffff:0a01:0203", "10.1.2.3"],
  ["fe80::1%eth0", "fe80::1"],
  ["010.1.1.1", null],
  ["1e1.1.1.1", null],
  ["256.1.1.1", null],
  ["1.2.3", null],
  ["", null],
  ["::1::", null],
  ["1.2.3.4 ", null],
  ["\u0000", null],
  ["f".repeat(10_000), null],
];

Deno.test("canonicalAddress() gives one spelling for each address and null for the rest", () => {
  for (const [text, expected] of ADDRESSES) assert.equal(canonicalAddress(text), expected, text);
});

Deno.test("canonicalAddress() spells any address that is written in full as RFC 5952 has it", () => {
  const group = fc.oneof(fc.constantFrom(0, 0, 0xffff), fc.nat(0xffff));
  fc.assert(fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
    const full = groups.map((group) => group.toString(16).padStart(4, "0")).join(":");
    const address = ipaddr.IPv6.parse(full);
    const expected = address.isIPv4MappedAddress()
      ? address.toIPv4Address().toString()
      : address.toRFC5952String();
    assert.equal(canonicalAddress(full), expected);
    assert.equal(canonicalAddress(full.toUpperCase()), expected);
  }));
});

Deno.test("canonicalAddress() agrees with ipaddr.js about any text that looks like an address", () => {
  const part = fc.constantFrom(":", "::", "0", "1", "ffff", "0db8", "00001", "g", "1.2.3.4", "");
  fc.assert(
    fc.property(fc.array(part, { minLength: 3, maxLength: 17 }), (parts) => {
      const text = parts.join("");
      const address = isIPv6(text) ? ipaddr.IPv6.parse(text) : null;
      const expected = address === null
        ? (isIPv4(text) ? text : null)
        : address.isIPv4MappedAddress()
        ? address.toIPv4Address().toString()
        : address.toRFC5952String();
      assert.equal(canonicalAddress(text), expected, text);
    }),
    { numRuns: 5_000 },
  );
});
