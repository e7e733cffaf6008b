import assert from "node:assert/strict";
import { App, csp, type CSPOptions } from "./mod.ts";

async function headersFor(options?: CSPOptions): Promise<Headers> {
  const app = new App().use(csp(options)).get("/", (ctx) => ctx.text("ok"));
  return (await app.handler()(new Request("http://localhost/"))).headers;
}

Deno.test("csp() adds a strict policy without inline script when asked for nonces", async () => {
  const policy = (await headersFor({ useNonce: true })).get("content-security-policy")!;
  assert.match(policy, /(^|; )script-src 'self'(;|$)/);
  assert.match(policy, /(^|; )object-src 'none'(;|$)/);
  assert.doesNotMatch(policy, /unsafe-inline/);
  assert.match((await headersFor()).get("content-security-policy")!, /unsafe-inline/);
});

Deno.test("csp() lets a directive replace the default of the same name", async () => {
  const options = { csp: ["img-src 'self' blob:", "script-src-attr 'none'"] };
  const policy = (await headersFor(options)).get("content-security-policy")!;
  assert.deepEqual(policy.split("; ").filter((text) => text.startsWith("img-src")), [
    options.csp[0],
  ]);
  assert.match(policy, /script-src-attr 'none'/);
});

Deno.test("csp() reports instead of blocking when told so", async () => {
  const headers = await headersFor({ reportOnly: true, reportTo: "/reports" });
  assert.equal(headers.has("content-security-policy"), false);
  assert.match(headers.get("content-security-policy-report-only")!, /report-uri \/reports/);
  assert.equal(headers.get("reporting-endpoints"), 'csp-endpoint="/reports"');
});

Deno.test("csp() refuses a directive that smuggles in another", () => {
  for (const text of ["img-src *; script-src *", "img-src *, x", "img-src *\r\nx: y"]) {
    assert.throws(() => csp({ csp: [text] }), TypeError, text);
  }
});
