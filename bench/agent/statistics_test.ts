import assert from "node:assert/strict";
import { readFping } from "./processes.ts";
import { deviations, errorsUs, quantile } from "./statistics.ts";

Deno.test("quantile() takes a value that is there", () => {
  assert.equal(quantile([3, 1, 2], 0.5), 2);
  assert.equal(quantile([3, 1, 2], 1), 3);
  assert.ok(Number.isNaN(quantile([], 0.5)));
});

Deno.test("errorsUs() compares what both have, from the last probe back", () => {
  const seen = { a: [99, 10, 20, -1], b: [5] };
  assert.deepEqual(errorsUs({ a: [11, 17, 30], b: [-1], c: [1] }, seen), [1, 3]);
  assert.deepEqual(errorsUs({ b: [1, 2] }, seen), []);
});

Deno.test("deviations() is 0 for the expected count", () => {
  assert.equal(deviations(50, 100, 0.5), 0);
  assert.equal(deviations(60, 100, 0.5), 2);
});

Deno.test("readFping() reads round trips and counts", () => {
  assert.deepEqual(readFping("192.0.2.1 : 0.5 - 2.25\n\ntime 1 2 3\n"), {
    rttsUs: { "192.0.2.1": [500, -1, 2250] },
    lost: 1,
  });
  const counts = "192.0.2.1 : xmt/rcv/%loss = 5/3/40%, min/avg/max = 1/2/3\n";
  assert.deepEqual(readFping(counts), { rttsUs: {}, lost: 2 });
});
