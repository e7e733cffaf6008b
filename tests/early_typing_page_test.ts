import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { setTargets } from "./harness/api.ts";
import { TestBrowser } from "./harness/browser.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soonEqual } from "./harness/soon.ts";

/** Opens a page whose scripts come only after `early` was done to it. */
async function openLate(page: Page, path: string, early: () => Promise<unknown>): Promise<void> {
  const done = Promise.withResolvers<void>();
  await page.route("**/*.js", async (route) => {
    await done.promise;
    await route.continue();
  });
  try {
    const opened = page.goto(path);
    await Promise.race([early(), opened]);
    done.resolve();
    await opened;
  } finally {
    done.resolve();
    await page.unroute("**/*.js");
  }
}

/** What a person does to a field that no script listens to yet. */
async function put(field: Locator, text: string): Promise<void> {
  await field.waitFor();
  await field.evaluate((element, text) => {
    const field = element as HTMLInputElement;
    if (field.type === "checkbox") field.checked = true;
    else field.value = text;
  }, text);
}

Deno.test("what is typed, ticked or chosen before the scripts are there is kept and counts", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await setTargets(await server.admin(), ["127.0.0.2", "127.0.0.3"]);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  const agents = page.getByLabel("Search agents");
  await openLate(page, "/admin", () => put(agents, "nobody"));
  await page.getByText("No agent fits the search.").waitFor();
  await soonEqual("it stays", () => agents.inputValue(), "nobody");

  await openLate(page, "/admin/targets", async () => {
    await put(page.getByLabel("Filter targets"), "0.3");
    await put(page.getByLabel("Select 127.0.0.3"), "");
    await put(page.getByLabel("Addresses or host names"), "10.0.0.300");
  });
  await page.getByText("1 of 2").waitFor();
  await page.getByText("1 selected").waitFor();
  await page.getByText("300 is over 255").waitFor();

  await openLate(
    page,
    "/admin/setup",
    () => put(page.getByLabel("Address of this server"), "log.example"),
  );
  await page.locator("#nginx code").first().getByText("server=log.example:").waitFor();
  assert.deepEqual(browser.trouble, []);
});
