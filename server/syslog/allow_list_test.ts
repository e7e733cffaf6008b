import assert from "node:assert/strict";
import { parseAllowList } from "./allow_list.ts";

Deno.test("parseAllowList() allows what is inside one of its ranges", () => {
  const list = parseAllowList(["192.0.2.0/24", " 10.1.1.1", "2001:db8::/32", "fd00::5"]);
  const rows: readonly [string, boolean][] = [
    ["192.0.2.0", true],
    ["192.0.2.255", true],
    ["192.0.3.0", false],
    ["10.1.1.1", true],
    ["10.1.1.2", false],
    ["2001:db8:ffff::1", true],
    ["2001:db9::1", false],
    ["fd00::5", true],
    ["fd00::6", false],
    ["nonsense", false],
    ["", false],
  ];
  for (const [address, allowed] of rows) assert.equal(list.allows(address), allowed, address);
});

Deno.test("parseAllowList() allows everybody when it is empty and everything in 0.0.0.0/0", () => {
  assert.equal(parseAllowList([]).allows("2001:db8::1"), true);
  assert.equal(parseAllowList(["0.0.0.0/0"]).allows("203.0.113.1"), true);
  assert.equal(parseAllowList(["0.0.0.0/0"]).allows("2001:db8::1"), false);
});

Deno.test("parseAllowList() names the entry when it is no range", () => {
  for (
    const entry of ["", "10.0.0.0/33", "2001:db8::/129", "10.0.0.0/", "10.0.0/8", "host", "/8"]
  ) {
    assert.throws(() => parseAllowList(["10.0.0.0/8", entry]), {
      name: "TypeError",
      message: new RegExp(`^"${entry}" is neither an address nor a CIDR`),
    });
  }
});
