import assert from "node:assert/strict";
import { decodeToken, encodeToken } from "./enrolment_token.ts";

const token = { url: "https://mesh.example.net:5000", id: "e1", secret: "A".repeat(43) };

Deno.test("decodeToken() returns what encodeToken() was given", () => {
  assert.deepEqual(decodeToken(` ${encodeToken(token)}\n`), token);
  const withCa = { ...token, ca: "-----BEGIN CERTIFICATE-----" };
  assert.deepEqual(decodeToken(encodeToken(withCa)), withCa);
});

const bad: [string, string, RegExp][] = [
  ["nothing", "", /begins with mp1_/],
  ["another word", "hunter2", /begins with mp1_/],
  ["a cut token", encodeToken(token).slice(0, -20), /damaged/],
  ["no base64", "mp1_???", /damaged/],
  ["a URL that is no server", encodeToken({ ...token, url: "file:///etc" }), /damaged/],
  ["a short secret", encodeToken({ ...token, secret: "A" }), /damaged/],
  ["a book", "mp1_" + "A".repeat(20_000), /too long/],
];
for (const [name, text, message] of bad) {
  Deno.test(`decodeToken() refuses ${name}`, () => {
    assert.throws(
      () => decodeToken(text),
      (e) => e instanceof RangeError && message.test(e.message),
    );
  });
}
