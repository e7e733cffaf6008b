import assert from "node:assert/strict";
import fc from "fast-check";
import { TokenBucket } from "@/agent/icmp/token_bucket.ts";

Deno.test("take() gives a second's worth at once, then as time passes", () => {
  let nowMs = 5_000;
  const bucket = new TokenBucket(10, () => nowMs);
  const takeAll = () => {
    for (let taken = 0;; taken++) if (!bucket.take()) return taken;
  };
  const table: [pauseMs: number, tokens: number][] = [
    [0, 10],
    [0, 0],
    [99, 0],
    [1, 1],
    [500, 5],
    [60_000, 10],
    [-3_000, 0],
    [3_000, 10],
  ];
  for (const [pauseMs, tokens] of table) {
    nowMs += pauseMs;
    assert.equal(takeAll(), tokens, `after ${pauseMs} ms`);
  }
  assert.throws(() => new TokenBucket(0, () => 0), RangeError);
  assert.throws(() => new TokenBucket(NaN, () => 0), RangeError);
});

Deno.test("take() never gives more than the rate and one burst, whatever the pauses", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { maxLength: 200 }), fc.integer({ min: 1, max: 500 }), (
      pausesMs,
      perSecond,
    ) => {
      let nowMs = 0;
      let taken = 0;
      const bucket = new TokenBucket(perSecond, () => nowMs);
      for (const pauseMs of pausesMs) {
        nowMs += pauseMs;
        for (let i = 0; i < 40; i++) taken += Number(bucket.take());
      }
      assert.ok(taken <= perSecond + nowMs * perSecond / 1e3 + 1e-6, `${taken} in ${nowMs} ms`);
    }),
  );
});
