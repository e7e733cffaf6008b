import assert from "node:assert/strict";
import { revisionsWanted, targetListAnswer } from "./etag.ts";

const cases: [header: string | null, revisions: number[] | null][] = [
  [null, null],
  ["*", null],
  ['"7"', [7]],
  ['"7", "9"', [7, 9]],
  ['W/"7"', [NaN]],
  ['"abc"', [NaN]],
  ["", [NaN]],
];
for (const [header, revisions] of cases) {
  Deno.test(`revisionsWanted() gives ${revisions} when If-Match is ${header}`, () => {
    const headers = new Headers(header === null ? {} : { "if-match": header });
    assert.deepEqual(revisionsWanted(headers), revisions);
  });
}

Deno.test("targetListAnswer() answers 304 to who has the revision", () => {
  const list = { revision: 7, targets: [] };
  const status = (tag: string, method = "GET") => {
    const headers = { "if-none-match": tag };
    return targetListAnswer(list, new Request("http://h/", { method, headers })).status;
  };
  assert.deepEqual([status('"7"'), status('"6"'), status('"6", "7"'), status('"7"', "PUT")], [
    304,
    200,
    304,
    200,
  ]);
});
