import assert from "node:assert/strict";
import { readRowQuery, type RowQuery, writeRowQuery } from "./row_query.ts";

const cases: [string, RowQuery, string][] = [
  ["", { range: "1h", sort: "worst" }, ""],
  ["?range=24h&sort=name", { range: "24h", sort: "name" }, "?range=24h&sort=name"],
  ["?range=1h&sort=worst", { range: "1h", sort: "worst" }, ""],
  ["?range=9y&sort=%00", { range: "1h", sort: "worst" }, ""],
  ["?theme=dark&range=7d", { range: "7d", sort: "worst" }, "?theme=dark&range=7d"],
];
for (const [search, query, written] of cases) {
  Deno.test(`readRowQuery() and writeRowQuery() of ${JSON.stringify(search)}`, () => {
    const params = new URLSearchParams(search);
    assert.deepEqual(readRowQuery(params), query);
    assert.equal(writeRowQuery(query, params), written);
  });
}
