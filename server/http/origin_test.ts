import assert from "node:assert/strict";
import { isOwnOrigin, needsOrigin } from "./origin.ts";

const cases: [Record<string, string>, boolean][] = [
  [{ host: "m.example:5000", origin: "http://m.example:5000" }, true],
  [{ host: "m.example", origin: "https://m.example" }, true],
  [{ host: "M.Example", origin: "https://m.example" }, true],
  [{ host: "m.example:5000", origin: "http://m.example:5001" }, false],
  [{ host: "m.example", origin: "https://evil.example" }, false],
  [{ host: "m.example", origin: "null" }, false],
  [{ host: "m.example" }, false],
  [{ host: "m.example", "sec-fetch-site": "same-origin" }, true],
  [{ host: "m.example", "sec-fetch-site": "cross-site" }, false],
];
for (const [headers, own] of cases) {
  Deno.test(`isOwnOrigin() is ${own} for ${JSON.stringify(headers)}`, () => {
    assert.equal(isOwnOrigin(new Headers(headers)), own);
  });
}

Deno.test("needsOrigin() is about changes and WebSockets", () => {
  assert.equal(needsOrigin("GET", new Headers()), false);
  assert.equal(needsOrigin("HEAD", new Headers()), false);
  assert.equal(needsOrigin("POST", new Headers()), true);
  assert.equal(needsOrigin("DELETE", new Headers()), true);
  assert.equal(needsOrigin("GET", new Headers({ upgrade: "WebSocket" })), true);
});
