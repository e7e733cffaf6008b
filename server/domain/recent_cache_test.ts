import assert from "node:assert/strict";
import { RecentCache } from "./recent_cache.ts";

Deno.test("RecentCache keeps what is asked for and forgets what is not", () => {
  const cache = new RecentCache<string, number>(4);
  cache.set("used", 1);
  cache.set("unused", 2);
  for (let n = 0; n < 10; n++) {
    assert.equal(cache.get("used"), 1);
    cache.set(`new ${n}`, n);
  }
  assert.equal(cache.get("unused"), undefined);
});

Deno.test("RecentCache never holds more than its capacity", () => {
  const cache = new RecentCache<number, number>(10);
  for (let n = 0; n < 1_000; n++) {
    cache.set(n, n);
    cache.get(n - 3);
    assert.ok(cache.size <= 10, `${cache.size} entries`);
  }
  cache.clear();
  assert.equal(cache.size, 0);
  assert.equal(cache.get(999), undefined);
});

Deno.test("RecentCache() throws when it could hold nothing", () => {
  for (const capacity of [1, 0, -1, NaN]) {
    assert.throws(() => new RecentCache(capacity), RangeError);
  }
});
