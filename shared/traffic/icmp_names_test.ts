import assert from "node:assert/strict";
import { icmpName } from "./icmp_names.ts";

const NAMES: readonly [string | null, number | null, number | null, string][] = [
  ["ICMP", 8, 0, "echo request"],
  ["ICMP", 0, 0, "echo reply"],
  ["ICMP", 3, 3, "destination unreachable, port unreachable"],
  ["ICMP", 3, 4, "destination unreachable, fragmentation needed"],
  ["ICMP", 3, 99, "destination unreachable, code 99"],
  ["ICMP", 5, 1, "redirect, for the host"],
  ["ICMP", 11, 0, "time exceeded, in transit"],
  ["ICMPv6", 128, 0, "echo request"],
  ["ICMPv6", 129, null, "echo reply"],
  ["ICMPv6", 1, 4, "destination unreachable, port unreachable"],
  ["ICMPv6", 2, 0, "packet too big"],
  ["ICMPv6", 135, 0, "neighbor solicitation"],
  ["ICMPv6", 8, 0, "type 8 code 0"],
  ["ICMP", 253, 1, "type 253 code 1"],
  ["ICMP", 200, null, "type 200"],
  [null, 8, 0, "echo request"],
  ["ICMP", null, null, "message without a type"],
];

Deno.test("icmpName() names type and code as IANA does", () => {
  for (const [proto, type, code, name] of NAMES) {
    assert.equal(icmpName(proto, type, code), name, `${proto} ${type} ${code}`);
  }
});
