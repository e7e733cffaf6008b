import assert from "node:assert/strict";
import { libc } from "@/agent/libc/libc.ts";
import { AddressCache } from "@/agent/icmp/address_cache.ts";

// Opened here, as it outlives the test that would open it.
libc();

Deno.test("AddressCache.parse() parses an address once, until there are too many", () => {
  const cache = new AddressCache(2);
  const first = cache.parse("192.0.2.1");
  assert.deepEqual([...first.ip], [192, 0, 2, 1]);
  const second = cache.parse("2001:db8::1");
  assert.equal(cache.parse("192.0.2.1"), first);
  assert.equal(cache.parse("2001:db8::1"), second);
  cache.parse("192.0.2.2");
  assert.notEqual(cache.parse("192.0.2.1"), first);
});

Deno.test("AddressCache.parse() asks again for the interface of a scoped address", () => {
  const cache = new AddressCache();
  assert.notEqual(cache.parse("fe80::1%lo"), cache.parse("fe80::1%lo"));
  assert.throws(() => cache.parse("nowhere"), TypeError);
});

Deno.test("AddressCache.parse() refuses addresses that are not of one host", () => {
  const cache = new AddressCache();
  for (const text of ["0.0.0.0", "224.0.0.1", "239.255.255.255", "::", "ff02::1%lo"]) {
    const message = `"${text}" is not the address of one host`;
    assert.throws(() => cache.parse(text), new TypeError(message));
  }
  for (const text of ["1.1.1.1", "223.255.255.255", "240.0.0.1", "::1", "fe80::1%lo"]) {
    assert.ok(cache.parse(text), text);
  }
});
