import assert from "node:assert/strict";
import { canonicalAddress } from "./canonical_address.ts";

const cases: [string, string | null][] = [
  [" 192.0.2.1 ", "192.0.2.1"],
  ["2001:DB8:0:0::1", "2001:db8::1"],
  ["[2001:db8::1]", "2001:db8::1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["fe80::1%eth0", null],
  ["192.0.2", null],
  ["192.0.2.010", null],
  ["example.org", null],
  ["", null],
  ["1".repeat(10_000), null],
];
for (const [text, expected] of cases) {
  Deno.test(`canonicalAddress() reads ${JSON.stringify(text.slice(0, 20))} as ${expected}`, () => {
    assert.equal(canonicalAddress(text), expected);
  });
}
