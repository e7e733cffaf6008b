import assert from "node:assert/strict";
import { sitesOf } from "./sites.ts";

Deno.test("sitesOf() reads the sites of an answer", () => {
  const site = { site: "www.example", requests: 4, error_share: 0.25, availability: 0.75 };
  assert.deepEqual(sitesOf({ sites: [{ ...site, p50_ms: 12, p95_ms: null }] }), [
    { name: "www.example", requests: 4, errorShare: 0.25, p50Ms: 12, p95Ms: null },
  ]);
  assert.deepEqual(sitesOf({ sites: [] }), []);
});

for (const bad of [null, 1, "x", {}, { sites: {} }]) {
  Deno.test(`sitesOf() refuses ${JSON.stringify(bad)}`, () => {
    assert.throws(() => sitesOf(bad), TypeError);
  });
}
