import assert from "node:assert/strict";
import { RandomSource } from "@/agent/icmp/random_source.ts";

Deno.test("RandomSource gives no byte twice", () => {
  let fills = 0;
  const source = new RandomSource((bytes) => {
    fills++;
    const words = new DataView(bytes.buffer);
    for (let i = 0; i < bytes.length / 4; i++) words.setUint32(4 * i, fills * 65_536 + i);
  });
  const seen = new Set<string>();
  for (let i = 0; i < 2_000; i++) {
    const at = source.cookieAt();
    seen.add(source.pool.slice(at, at + 16).join());
  }
  assert.equal(seen.size, 2_000);
  assert.equal(fills, 4);
});

Deno.test("RandomSource.u16() is 0 to 65535", () => {
  assert.equal(new RandomSource((bytes) => bytes.fill(255)).u16(), 65_535);
  assert.equal(new RandomSource((bytes) => bytes.fill(0)).u16(), 0);
});
