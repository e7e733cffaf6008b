import assert from "node:assert/strict";
import { ownNames } from "./own_names.ts";

const addresses = ["192.0.2.10", "2001:db8::10", "fe80::1"];
const local = ["localhost", "127.0.0.1", "::1"];

const cases: [name: string, host: string, publicHost: string | null, names: string[]][] = [
  ["every address for a wildcard", "0.0.0.0", null, [
    "mesh",
    "localhost",
    "192.0.2.10",
    "2001:db8::10",
    "127.0.0.1",
    "::1",
  ]],
  ["one address", "192.0.2.10", null, ["mesh", "localhost", "192.0.2.10", "127.0.0.1", "::1"]],
  ["the public name first", "::1", "Mesh.Example.net", ["mesh.example.net", "mesh", ...local]],
  ["a public IPv6 address", "::1", "[2001:db8::7]", ["2001:db8::7", "mesh", ...local]],
];
for (const [name, host, publicHost, names] of cases) {
  Deno.test(`ownNames() has ${name}`, () => {
    const found = ownNames({ host, hostname: "mesh", addresses, publicHost });
    assert.deepEqual(found.toSorted(), names.toSorted());
    assert.equal(found[0], names[0]);
  });
}

Deno.test("ownNames() leaves out a host name that no certificate can hold", () => {
  const names = ownNames({ host: "::1", hostname: "my box", addresses: [], publicHost: null });
  assert.deepEqual(names, ["localhost", "::1", "127.0.0.1"]);
});
