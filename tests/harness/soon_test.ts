import assert from "node:assert/strict";
import { soonEqual, soonMatch } from "./soon.ts";

Deno.test("soonEqual() asks until the answer is right, whatever went wrong before", async () => {
  let asked = 0;
  const probe = () => {
    if (++asked === 1) throw new Error("no page yet");
    return [asked];
  };
  assert.deepEqual(await soonEqual("three", probe, [3]), [3]);
});

Deno.test("soonMatch() takes what is not there yet for an empty text", async () => {
  const texts = [null, "1 of 3", "2 of 3"];
  assert.equal(await soonMatch("two", () => texts.shift() ?? null, /2 of 3/), "2 of 3");
});

Deno.test("soonEqual() says what was expected, and how the last answer differs", async () => {
  const wrong = soonEqual("the rows", () => ["a", "c"], ["a", "b"], 0);
  await assert.rejects(wrong, /not within 0 s: the rows\. .*strictly deep-equal[\s\S]*"?c"?/);
  const broken = soonMatch("a text", () => Promise.reject(new Error("page closed")), /x/, 0);
  await assert.rejects(broken, /a text\. page closed/);
});
