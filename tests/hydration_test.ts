import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { buildContractApp } from "@/server/fresh/contract/built_app.ts";
import { launchChromium } from "./harness/chromium.ts";

/** As strict as a page can be: every script from a file, nothing inline. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'";

/** Opens the contract's application in a browser. Nothing leaves the loopback. */
async function browsing(test: (page: Page, origin: string) => Promise<void>): Promise<void> {
  await using app = await buildContractApp();
  const listening = Promise.withResolvers<number>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: ({ port }) => listening.resolve(port) },
    async (req, info) => {
      const response = await app.fetch(req, info);
      if (response.headers.has("content-security-policy")) {
        response.headers.set("content-security-policy", POLICY);
      }
      return response;
    },
  );
  const browser = await launchChromium();
  try {
    await test(await browser.newPage(), `http://127.0.0.1:${await listening.promise}`);
  } finally {
    await browser.close();
    await server.shutdown();
  }
}

Deno.test("islands hydrate in a browser under a policy without inline script", async () => {
  await browsing(async (page, origin) => {
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() !== "log") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(origin + "/", { waitUntil: "load" });

    await page.locator('html[data-islands="ready"]').waitFor();

    // IS_BROWSER is true only after hydration: the server wrote "false 2 10 …".
    const row = page.locator("tbody > tr:last-child");
    await row.filter({ hasText: "true 2 10" }).waitFor();
    assert.equal(await row.innerText(), "true 2 10 undefined NaN </script><!-- x");
    assert.equal(await page.locator("tbody > tr").count(), 3);
    await page.locator("tbody > tr.off:last-child").waitFor();

    // One signal, given to both islands by the server.
    const button = page.locator("button");
    await button.click();
    await page.locator("tbody > tr.on").waitFor();
    await button.filter({ hasText: /^yes$/ }).waitFor();
    await button.click();
    await page.locator("tbody > tr.off").waitFor();

    // An island inside an island belongs to the outer one.
    const inner = page.locator(".toggle > i");
    await inner.click();
    await inner.filter({ hasText: "4" }).waitFor();
    assert.deepEqual(complaints, []);
  });
});
