import assert from "node:assert/strict";
import {
  hostOf,
  kindOfAddress,
  splitHostPort,
  targetAddressProblem,
  type TargetKind,
} from "./target_address.ts";

const good: [TargetKind, string][] = [
  ["icmp", "127.0.0.1"],
  ["tcp", "example.net:443"],
  ["tcp", "192.0.2.1:1"],
  ["tcp", "[2001:db8::1]:65535"],
  ["tcp", "[fe80::1%eth0]:22"],
  ["http", "http://example.net"],
  ["http", "HTTPS://example.net:8443/a?b=c"],
  ["http", "http://[::1]:8080/"],
  ["http", "http://127.0.0.1/"],
];
for (const [kind, text] of good) {
  Deno.test(`targetAddressProblem() accepts ${text} for ${kind}`, () => {
    assert.equal(targetAddressProblem(kind, text), null);
  });
}

const bad: [TargetKind, string, RegExp][] = [
  ["icmp", "https://example.net", /not/],
  ["tcp", "", /missing/],
  ["tcp", "example.net", /not host:port/],
  ["tcp", "example.net:0", /port of 1 to 65535/],
  ["tcp", "example.net:65536", /port of 1 to 65535/],
  ["tcp", "2001:db8::1:443", /\[IPv6\]:port/],
  ["tcp", "[example.net]:443", /not host:port/],
  ["tcp", ":443", /missing/],
  ["tcp", "10.0.0.300:80", /over 255/],
  ["http", "", /missing/],
  ["http", "ftp://example.net", /begins with http/],
  ["http", "example.net", /begins with http/],
  ["http", "http://", /begins with http/],
  ["http", "http://a b/", /begins with http/],
  ["http", "http://me:secret@example.net/", /user name or password/],
  ["http", "javascript:alert(1)", /begins with http/],
  ["http", `http://example.net/${"x".repeat(500)}`, /at most 500/],
  ["http", "http://a..b/", /not an IP address or host name/],
];
for (const [kind, text, message] of bad) {
  Deno.test(`targetAddressProblem() refuses ${JSON.stringify(text.slice(0, 40))} for ${kind}`, () => {
    assert.match(targetAddressProblem(kind, text) ?? "accepted", message);
  });
}

Deno.test("splitHostPort() takes brackets off an IPv6 literal", () => {
  assert.deepEqual(splitHostPort("[::1]:80"), { host: "::1", port: 80 });
  assert.deepEqual(splitHostPort("host:80"), { host: "host", port: 80 });
});

Deno.test("kindOfAddress() knows a URL and a port", () => {
  const addresses = ["http://a", "HTTPS://a", "a", "::1", "a:80", "[::1]:80", "fe80::1:80", "a:0"];
  const kinds = ["http", "http", "icmp", "icmp", "tcp", "tcp", "icmp", "icmp"];
  assert.deepEqual(addresses.map(kindOfAddress), kinds);
});

const hosts: [TargetKind, string, string][] = [
  ["icmp", "fe80::1%eth0", "fe80::1%eth0"],
  ["tcp", "[::1]:22", "::1"],
  ["tcp", "host.example:22", "host.example"],
  ["http", "https://Host.Example:8443/a", "host.example"],
  ["http", "http://[2001:db8::1]/", "2001:db8::1"],
];
for (const [kind, address, host] of hosts) {
  Deno.test(`hostOf() finds ${host} in ${address}`, () => {
    assert.equal(hostOf({ kind, address }), host);
  });
}
