import assert from "node:assert/strict";
import { smallFormProblem } from "./small_form.ts";

const FORM = "application/x-www-form-urlencoded";
const cases: [Record<string, string>, RegExp | null][] = [
  [{ "content-type": FORM, "content-length": "0" }, null],
  [{ "content-type": `${FORM}; charset=UTF-8`, "content-length": "16384" }, null],
  [{ "content-type": FORM, "content-length": "16385" }, /at most 16384/],
  [{ "content-type": FORM }, /says its length/],
  [{ "content-type": FORM, "content-length": "x" }, /says its length/],
  [{ "content-type": "multipart/form-data; boundary=x", "content-length": "9" }, /must be a form/],
  [{}, /must be a form/],
];
for (const [headers, problem] of cases) {
  Deno.test(`smallFormProblem() judges ${JSON.stringify(headers)}`, () => {
    const found = smallFormProblem(new Headers(headers));
    if (problem === null) assert.equal(found, null);
    else assert.match(found ?? "", problem);
  });
}
