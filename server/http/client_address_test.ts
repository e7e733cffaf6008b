import assert from "node:assert/strict";
import { BlockList } from "node:net";
import { clientOf } from "./client_address.ts";

const trusted = new BlockList();
trusted.addSubnet("10.0.0.0", 8, "ipv4");
trusted.addAddress("::1", "ipv6");

const cases: [string, string, Record<string, string>, string, boolean][] = [
  ["a direct client", "192.0.2.1", {}, "192.0.2.1", false],
  ["a stranger who claims", "192.0.2.1", { "x-forwarded-for": "198.51.100.1" }, "192.0.2.1", false],
  [
    "a proxy",
    "10.0.0.1",
    { "x-forwarded-for": "192.0.2.1", "x-forwarded-proto": "https" },
    "192.0.2.1",
    true,
  ],
  ["a chain", "::1", { "x-forwarded-for": "6.6.6.6, 192.0.2.1, 10.0.0.2" }, "192.0.2.1", false],
  ["a proxy that says nothing", "10.0.0.1", {}, "10.0.0.1", false],
  ["nonsense", "10.0.0.1", { "x-forwarded-for": "<script>" }, "10.0.0.1", false],
  ["IPv4 in IPv6", "::ffff:192.0.2.1", {}, "192.0.2.1", false],
];
for (const [name, peer, headers, address, secure] of cases) {
  Deno.test(`clientOf() finds ${name}`, () => {
    assert.deepEqual(clientOf(new Headers(headers), peer, false, trusted), { address, secure });
  });
}

Deno.test("clientOf() knows TLS of its own", () => {
  assert.equal(clientOf(new Headers(), "192.0.2.1", true, trusted).secure, true);
});
