import assert from "node:assert/strict";
import { MmdbFileError, openMmdb } from "./mmdb_file.ts";
import { ipv4Bits, writeMmdb } from "./mmdb_writer_fixture.ts";

const GOOD = writeMmdb("Test-City", [
  [ipv4Bits("8.8.8.0", 24), { country: { iso_code: "US" } }],
  ["0010000000000001", { country: { iso_code: "JP" } }],
]);

Deno.test("openMmdb() finds records of both families", () => {
  const file = openMmdb(GOOD, "x.mmdb");
  assert.deepEqual([file.type, file.builtOn, file.ipVersion], ["Test-City", "2026-09-21", 6]);
  assert.deepEqual(file.find("8.8.8.8"), { country: { iso_code: "US" } });
  assert.deepEqual(file.find("2001:4860::1"), { country: { iso_code: "JP" } });
  assert.equal(file.find("8.8.9.8"), null);
  assert.equal(file.find("2002::1"), null);
});

Deno.test("openMmdb() refuses what is no database and says why", () => {
  const noTree = GOOD.slice(GOOD.length - 300);
  const bad: readonly [string, Uint8Array, RegExp][] = [
    ["empty", new Uint8Array(), /x\.mmdb cannot be used: it is not a MaxMind DB/],
    ["text", new TextEncoder().encode("<html>404</html>"), /not a MaxMind DB/],
    ["cut", GOOD.slice(0, GOOD.length / 2), /not a MaxMind DB/],
    ["head missing", noTree, /shorter than its search tree; download it anew\.$/],
    ["gzip", Uint8Array.of(0x1f, 0x8b, 8, 0), /it is compressed; unpack/],
  ];
  for (const [name, bytes, message] of bad) {
    assert.throws(
      () => openMmdb(bytes, "x.mmdb"),
      (error) => error instanceof MmdbFileError && message.test(error.message),
      name,
    );
  }
});

Deno.test("openMmdb() finds nothing and does not throw when bytes are damaged", () => {
  let lost = 0;
  const metadataAt = GOOD.length - 250;
  for (let at = 0; at < metadataAt; at += 7) {
    const damaged = GOOD.slice();
    damaged.fill(0xff, at, at + 3);
    const file = openMmdb(damaged, "x.mmdb");
    for (const address of ["8.8.8.8", "2001:4860::1"]) {
      if (file.find(address) === null) lost++;
    }
  }
  assert.ok(lost > 0, "the damage hit what is read");
});
