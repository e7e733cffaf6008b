import assert from "node:assert/strict";
import { browserName } from "./browser_name.ts";

const cases: [string, string][] = [
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36",
    "Chrome, Linux",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
    "Edge, Windows",
  ],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 14.1) Version/17.0 Safari/605.1", "Safari, macOS"],
  ["Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0", "Firefox, Android"],
  ["curl/8.5.0", "curl/8.5.0"],
  ["", "–"],
  ["x".repeat(99), "x".repeat(40)],
];
for (const [userAgent, name] of cases) {
  Deno.test(`browserName() calls ${JSON.stringify(userAgent.slice(0, 60))} ${name}`, () => {
    assert.equal(browserName(userAgent), name);
  });
}
