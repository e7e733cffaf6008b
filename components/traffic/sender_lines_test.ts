import assert from "node:assert/strict";
import { plainHost, reachableHost, senderLines } from "./sender_lines.ts";

Deno.test("senderLines() names this server and its port", () => {
  const { rsyslog, trial, iptables } = senderLines("mesh.example.net", 5514);
  assert.match(rsyslog, /target="mesh\.example\.net" port="5514" protocol="udp"/);
  assert.match(trial, /--server mesh\.example\.net --port 5514 --udp/);
  assert.match(iptables, /--log-prefix "IPT_ICMP "\nip6tables .*"IPT_ICMP6 "$/);
});

const hosts: [string, string | null][] = [
  ["https://mesh.example.net/traffic", "mesh.example.net"],
  ["http://192.0.2.7:5000/", "192.0.2.7"],
  ["http://[2001:db8::1]:5000/", "2001:db8::1"],
  ["http://127.0.0.1:5000/", null],
  ["http://localhost/", null],
  ["http://[::1]/", null],
  ["http://a$(id)b/", null],
  ["http://a'b/", null],
];
for (const [url, host] of hosts) {
  Deno.test(`reachableHost() is ${host} for ${url}`, () => {
    assert.equal(reachableHost(new URL(url)), host);
  });
}

for (const text of ["", "-rf", "a b", "a;b", "a$(id)", 'a"b', "a'b", "a\nb", "x".repeat(254)]) {
  Deno.test(`plainHost() refuses ${JSON.stringify(text).slice(0, 20)}`, () => {
    assert.equal(plainHost(text), null);
  });
}

Deno.test("plainHost() takes names and addresses as they are", () => {
  for (const text of ["Mesh.example.net", "192.0.2.7", "2001:db8::1"]) {
    assert.equal(plainHost(text), text);
  }
});
