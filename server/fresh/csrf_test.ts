import assert from "node:assert/strict";
import { App, csrf, type CsrfOptions } from "./mod.ts";

async function statusOf(method: string, headers: HeadersInit, options?: CsrfOptions) {
  const app = new App().use(csrf(options)).all("/", (ctx) => ctx.text("ok"));
  const request = new Request("http://here.example/", { method, headers });
  return (await app.handler()(request)).status;
}

Deno.test("csrf() refuses unsafe requests that another site caused", async () => {
  const table: [method: string, headers: Record<string, string>, status: number][] = [
    ["GET", { "sec-fetch-site": "cross-site", origin: "http://evil.example" }, 200],
    ["HEAD", { origin: "http://evil.example" }, 200],
    ["POST", {}, 200],
    ["POST", { "sec-fetch-site": "same-origin" }, 200],
    ["POST", { "sec-fetch-site": "none" }, 200],
    ["POST", { "sec-fetch-site": "same-site" }, 403],
    ["POST", { "sec-fetch-site": "cross-site" }, 403],
    ["POST", { origin: "http://here.example" }, 200],
    ["POST", { origin: "https://here.example" }, 403],
    ["POST", { origin: "http://here.example.evil.example" }, 403],
    ["POST", { origin: "null" }, 403],
    ["PUT", { origin: "http://evil.example" }, 403],
    ["PATCH", { origin: "http://evil.example" }, 403],
    ["DELETE", { "sec-fetch-site": "cross-site", origin: "http://evil.example" }, 403],
  ];
  for (const [method, headers, status] of table) {
    assert.equal(await statusOf(method, headers), status, `${method} ${JSON.stringify(headers)}`);
  }
});

Deno.test("csrf() takes the origins it is told", async () => {
  const headers = { "sec-fetch-site": "cross-site", origin: "https://friend.example" };
  const table: [CsrfOptions["origin"], number][] = [
    ["https://friend.example", 200],
    [["https://a.example", "https://friend.example"], 200],
    [[], 403],
    [(origin, ctx) => origin.endsWith("friend.example") && ctx.url.pathname === "/", 200],
    [() => false, 403],
  ];
  for (const [origin, status] of table) {
    assert.equal(await statusOf("POST", headers, { origin }), status, String(origin));
  }
});
