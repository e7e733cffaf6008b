import assert from "node:assert/strict";
import { addressProblem, splitAddresses } from "./address.ts";

const good = [
  "127.0.0.1",
  "255.255.255.255",
  "::1",
  "2001:db8::1",
  "fe80::1%eth0",
  "::ffff:10.1.2.3",
  "host",
  "core-sw-2.example.net",
  "example.net.",
  "_dmarc.example.net",
  "3com.example",
];
for (const text of good) {
  Deno.test(`addressProblem() accepts ${text}`, () => assert.equal(addressProblem(text), null));
}

const bad: [string, RegExp][] = [
  ["", /missing/],
  ["not-an-ip!", /"not-an-ip!" is not an IP address or host name/],
  ["10.0.0.300", /^300 is over 255$/],
  ["10.0.0", /3 of the 4 parts/],
  ["10.0.0.010", /leading zero/],
  ["1e1.1.1.1!", /does not fit/],
  ["2001:db8::1::2", /not an IPv6 address/],
  ["a..b", /empty part/],
  ["-a.example", /does not fit/],
  ["a b", /does not fit/],
  ["<script>", /does not fit/],
  ["x".repeat(64), /does not fit/],
  ["a.".repeat(130), /at most 253/],
  ["10.0.0.1\u0000", /does not fit/],
];
for (const [text, message] of bad) {
  Deno.test(`addressProblem() refuses ${JSON.stringify(text.slice(0, 40))}`, () => {
    assert.match(addressProblem(text) ?? "accepted", message);
  });
}

Deno.test("splitAddresses() takes commas, semicolons, spaces and lines", () => {
  assert.deepEqual(splitAddresses(" 10.0.0.1, ::1;\n host\t\r\n,"), ["10.0.0.1", "::1", "host"]);
  assert.deepEqual(splitAddresses(" , \n"), []);
});
