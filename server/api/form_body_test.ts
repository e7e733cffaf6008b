import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { readForm } from "./form_body.ts";

const FORM = "application/x-www-form-urlencoded";
const post = (type: string | null, body?: BodyInit) =>
  new Request("http://h/", {
    method: "POST",
    body,
    headers: type === null ? {} : { "content-type": type },
  });

Deno.test("readForm() reads names, values and repetitions", async () => {
  const form = await readForm(post(`${FORM}; charset=UTF-8`, "a=1&b=%C3%BC+x&a=2&c"));
  assert.deepEqual([...form], [["a", "1"], ["b", "ü x"], ["a", "2"], ["c", ""]]);
  assert.deepEqual([...await readForm(post(FORM, ""))], []);
});

const refused: [string, Request, number][] = [
  ["nothing", post(null), 415],
  ["JSON", post("application/json", "{}"), 415],
  ["multipart", post("multipart/form-data; boundary=x", "--y"), 415],
  ["5 MB", post(FORM, "a=" + "x".repeat(5_000_000)), 400],
  ["bytes that are not UTF-8", post(FORM, new Uint8Array([0xff])), 400],
];
for (const [name, request, status] of refused) {
  Deno.test(`readForm() refuses ${name} with ${status}`, async () => {
    const fits = (error: unknown) => error instanceof HttpError && error.status === status;
    await assert.rejects(readForm(request), fits);
  });
}
