import assert from "node:assert/strict";
import { readRowQuery, type RowQuery, writeRowQuery } from "./row_query.ts";

const cases: [string, RowQuery, string][] = [
  ["", { range: "1h", sort: "worst", rows: 100 }, ""],
  ["?range=24h&sort=name", { range: "24h", sort: "name", rows: 100 }, "?range=24h&sort=name"],
  ["?range=1h&sort=worst", { range: "1h", sort: "worst", rows: 100 }, ""],
  ["?range=9y&sort=%00", { range: "1h", sort: "worst", rows: 100 }, ""],
  ["?rows=300", { range: "1h", sort: "worst", rows: 300 }, "?rows=300"],
  ["?rows=-1", { range: "1h", sort: "worst", rows: 100 }, ""],
  ["?theme=dark&range=7d", { range: "7d", sort: "worst", rows: 100 }, "?theme=dark&range=7d"],
];
for (const [search, query, written] of cases) {
  Deno.test(`readRowQuery() and writeRowQuery() of ${JSON.stringify(search)}`, () => {
    const params = new URLSearchParams(search);
    assert.deepEqual(readRowQuery(params), query);
    assert.equal(writeRowQuery(query, params), written);
  });
}
