import assert from "node:assert/strict";
import { type MatrixQuery, readMatrixQuery, writeMatrixQuery } from "./matrix_query.ts";

const plain: MatrixQuery = {
  size: "M",
  asTable: false,
  filter: "",
  hidden: [],
  sort: "list",
  wall: false,
};
const full: MatrixQuery = {
  size: "S",
  asTable: true,
  filter: "tyo & co",
  hidden: ["ok", "slow"],
  sort: "worst",
  wall: true,
};

Deno.test("writeMatrixQuery() leaves out what is as usual", () => {
  assert.equal(writeMatrixQuery(plain, new URLSearchParams("size=S&hide=ok&wall=1&sort=rtt")), "");
});

Deno.test("readMatrixQuery() returns what writeMatrixQuery() was given", () => {
  for (const query of [plain, full]) {
    const written = writeMatrixQuery(query, new URLSearchParams());
    assert.deepEqual(readMatrixQuery(new URLSearchParams(written)), query);
  }
});

Deno.test("writeMatrixQuery() keeps what it does not know", () => {
  const written = writeMatrixQuery(full, new URLSearchParams("theme=dark"));
  assert.equal(new URLSearchParams(written).get("theme"), "dark");
});

Deno.test("readMatrixQuery() ignores nonsense and cuts a long filter", () => {
  const params = new URLSearchParams({
    size: "XXL",
    hide: "ok,evil",
    sort: "up",
    filter: "x".repeat(999),
  });
  const query = readMatrixQuery(params);
  assert.deepEqual([query.size, query.hidden, query.sort, query.filter.length], [
    "M",
    ["ok"],
    "list",
    200,
  ]);
});
