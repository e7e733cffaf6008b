import assert from "node:assert/strict";
import { TestBrowser } from "./harness/browser.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soon } from "./harness/soon.ts";

/** Addresses of a kind of `<link>` in a `Link` header. */
const linked = (header: string) =>
  [...header.matchAll(/<([^>]+)>; rel="modulepreload"/g)].map(([, path]) => path);

const DAY_MS = 86_400_000;

function lengthMs(address: string): number {
  const { searchParams } = new URL(address, "http://localhost");
  return Date.parse(searchParams.get("to")!) - Date.parse(searchParams.get("from")!);
}

for (const [range, columns] of [["24h", "columns"], ["7d", null]] as const) {
  Deno.test(`the page of a path over ${range} names all it needs, and asks for nothing twice`, async () => {
    await using server = await ServerProcess.start();
    await using browser = await TestBrowser.launch();
    const page = await browser.loggedIn(server);
    const scripts: string[] = [], results: string[] = [];
    page.on("request", (request) => {
      const { pathname, search } = new URL(request.url());
      if (request.resourceType() === "script") scripts.push(pathname);
      if (/\/api\/v1\/results\/[^/]+\/[^/]+$/.test(pathname)) results.push(pathname + search);
    });
    // What the page before still asked for does not count.
    await page.goto("about:blank");
    scripts.length = results.length = 0;
    const response = (await page.goto(`/mesh/agent_1/target_1?range=${range}`))!;
    const html = await response.text();
    await page.locator(".live[data-live=live]").waitFor();
    const named = linked(await response.headerValue("link") ?? "");
    assert.ok(named.length > 1);
    assert.deepEqual(new Set(scripts), new Set(named));
    assert.equal(scripts.length, named.length, "each script once");

    const preload = await page.locator('link[rel=preload][as="fetch"]').getAttribute("href");
    assert.equal(new URL(preload!, server.url).searchParams.get("as"), columns);
    await soon("its results are asked for", () => results, (found) => assert.ok(found.length > 0));
    await page.locator("canvas.tracks").waitFor();
    // Later questions are about what is new, or about the last hour.
    assert.deepEqual(results.filter((address) => lengthMs(address) > DAY_MS / 2), [preload]);
    assert.ok(html.length < 100_000, `${html.length} characters`);
    assert.deepEqual(browser.trouble, []);
  });
}
