import assert from "node:assert/strict";
import { streamJson } from "./stream_json.ts";

for (const count of [0, 1, 1_999, 2_000, 2_001, 4_000, 5_000]) {
  Deno.test(`streamJson() gives the same as JSON.stringify() when there are ${count} items`, async () => {
    const items = Array.from({ length: count }, (_, n) => n);
    const response = streamJson({ a: "x" }, "list", items, (n) => ({ n }));
    assert.deepEqual(await response.json(), { a: "x", list: items.map((n) => ({ n })) });
  });
}
