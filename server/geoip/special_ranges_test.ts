import assert from "node:assert/strict";
import ipaddr from "ipaddr.js";
import { embeddedIpv4, specialKind } from "./special_ranges.ts";

const KINDS: readonly [string, ReturnType<typeof specialKind>][] = [
  ["10.255.255.255", "private"],
  ["11.0.0.0", null],
  ["172.16.0.1", "private"],
  ["172.32.0.1", null],
  ["192.168.1.1", "private"],
  ["fd00::1", "private"],
  ["127.1.2.3", "loopback"],
  ["::1", "loopback"],
  ["169.254.1.1", "link-local"],
  ["fe80::1", "link-local"],
  ["100.64.0.1", "cgnat"],
  ["100.128.0.1", null],
  ["192.0.2.1", "documentation"],
  ["198.51.100.9", "documentation"],
  ["203.0.113.1", "documentation"],
  ["2001:db8::1", "documentation"],
  ["3fff:fff::1", "documentation"],
  ["3fff:1000::1", null],
  ["224.0.0.1", "multicast"],
  ["ff02::1", "multicast"],
  ["0.0.0.0", "reserved"],
  ["255.255.255.255", "reserved"],
  ["198.19.0.1", "reserved"],
  ["::", "reserved"],
  ["100::1", "reserved"],
  ["8.8.8.8", null],
  ["2001:4860:4860::8888", null],
];

Deno.test("specialKind() names the ranges that belong to no place", () => {
  for (const [text, kind] of KINDS) assert.equal(specialKind(ipaddr.parse(text)), kind, text);
});

const EMBEDDED: readonly [string, string][] = [
  ["::ffff:8.8.4.4", "8.8.4.4"],
  ["64:ff9b::808:404", "8.8.4.4"],
  ["2002:808:404::1", "8.8.4.4"],
  ["2001:4860::1", "2001:4860::1"],
  ["64:ff9b:1::808:404", "64:ff9b:1::808:404"],
  ["8.8.4.4", "8.8.4.4"],
];

Deno.test("embeddedIpv4() takes the IPv4 address out of mapped, NAT64 and 6to4 addresses", () => {
  for (const [text, expected] of EMBEDDED) {
    assert.equal(embeddedIpv4(ipaddr.parse(text)).toString(), expected, text);
  }
});
