import assert from "node:assert/strict";
import { backoffMs } from "./backoff.ts";

Deno.test("backoffMs() doubles up to its limit", () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 100].map((n) => backoffMs(n, () => 1));
  assert.deepEqual(longest, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

Deno.test("backoffMs() leaves half of the wait to chance", () => {
  assert.equal(backoffMs(3, () => 0), 2_000);
  assert.equal(backoffMs(3, () => 0.5), 3_000);
});
