import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { sendSyslog } from "./harness/send_syslog.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { settled, soon, soonEqual } from "./harness/soon.ts";
import { until } from "./harness/until.ts";

/** Longer than the server gathers news before it tells them. */
const NEWS_MS = 300;

/** Text lines whose words can be told apart: `line 7 end`. */
const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => `<14>Nov 20 20:59:10 web app: line ${from + n} end`);

const lineOf = (page: Page, n: number) =>
  page.locator("tr[data-row]").filter({ hasText: `line ${n} end` });

const topOf = (page: Page, n: number) =>
  lineOf(page, n).evaluate((row) => Math.round(row.getBoundingClientRect().top));

/** A page with so many lines in its feed, the newest of them drawn. */
async function pageWithLines(
  server: ServerProcess,
  browser: TestBrowser,
  count: number,
  width = 1440,
) {
  const page = await browser.loggedIn(server, { width });
  await sendSyslog(server.syslog, lines(1, count));
  await page.goto("/traffic");
  await isLive(page);
  await lineOf(page, count).waitFor();
  return page;
}

// On a narrow page the feed begins below the window.
for (const width of [1440, 390]) {
  Deno.test(`new lines do not move the line one has scrolled to, ${width} px wide`, async () => {
    await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
    await using browser = await TestBrowser.launch();
    const page = await pageWithLines(server, browser, 120, width);
    await lineOf(page, 100).evaluate((row) => row.scrollIntoView({ block: "center" }));
    const isInView = (n: number) =>
      soon(`line ${n} is in view`, () => topOf(page, n), (top) => assert.ok(top >= 0 && top < 900));
    await isInView(100);
    // The first of them may still come in: only a line that came shows that the feed knows.
    await until("lines wait", async () => {
      await sendSyslog(server.syslog, lines(1_000, 1));
      await new Promise((resolve) => setTimeout(resolve, NEWS_MS));
      return await page.getByRole("button", { name: /^↑ \d+ new$/ }).isVisible();
    });
    const button = page.getByRole("button", { name: /new$/ });
    const before = await settled("the line", () => topOf(page, 100));
    const drawn = await page.locator("tr[data-row]").count();
    await sendSyslog(server.syslog, lines(2_000, 30));
    await page.getByRole("button", { name: /^↑ (3\d|[4-9]\d|\d{3}) new$/ }).waitFor();
    await soonEqual("it has not moved", () => topOf(page, 100), before);
    await soonEqual("nothing was drawn", () => page.locator("tr[data-row]").count(), drawn);
    await button.click();
    await lineOf(page, 2_029).waitFor();
    await button.waitFor({ state: "hidden" });
    await isInView(2_029);
    // It is live again.
    await sendSyslog(server.syslog, lines(3_000, 1));
    await lineOf(page, 3_000).waitFor();
    assert.deepEqual(browser.trouble, []);
  });
}

Deno.test("an open line stays where it is until it is closed", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using browser = await TestBrowser.launch();
  const page = await pageWithLines(server, browser, 5);
  await lineOf(page, 3).click();
  await page.locator("tr.open .raw").waitFor();
  const before = await settled("the line", () => topOf(page, 3));
  await sendSyslog(server.syslog, lines(100, 7));
  await page.getByRole("button", { name: "↑ 7 new" }).waitFor();
  await soonEqual("it has not moved", () => topOf(page, 3), before);
  await page.locator("tr.open .raw").waitFor();
  await lineOf(page, 3).click();
  await lineOf(page, 106).waitFor();
  await page.getByRole("button", { name: "new" }).waitFor({ state: "hidden" });
  // Paused is paused, whether a line is open or not.
  await page.getByRole("button", { name: "Pause" }).click();
  await lineOf(page, 3).click();
  await lineOf(page, 3).click();
  await sendSyslog(server.syslog, lines(200, 2));
  await page.getByText(/Paused at .* 2 wait/).waitFor();
  await lineOf(page, 201).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Resume" }).click();
  await lineOf(page, 201).waitFor();
  assert.deepEqual(browser.trouble, []);
});

Deno.test("under a filter only what fits it is new", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using browser = await TestBrowser.launch();
  const page = await pageWithLines(server, browser, 3);
  await page.getByLabel("Filter events by text, address or place").fill("app: line");
  await lineOf(page, 2).click();
  await page.locator("tr.open .raw").waitFor();
  await sendSyslog(server.syslog, [...lines(10, 2), "<14>Nov 20 20:59:10 web app: another"]);
  await page.getByRole("button", { name: "↑ 2 new" }).waitFor();
  await page.getByRole("button", { name: "↑ 2 new" }).click();
  await lineOf(page, 11).waitFor();
  await page.locator("tr.open").waitFor({ state: "detached" });
  assert.deepEqual(browser.trouble, []);
});
