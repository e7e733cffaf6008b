import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { violations } from "./harness/accessibility.ts";
import { setTargets } from "./harness/api.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import type { Client } from "./harness/client.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { until } from "./harness/until.ts";

const LONG = "x".repeat(200), RIGHT_TO_LEFT = "مضيف\u202e الشبكة";

const firstPaths = (page: Page) => page.locator("table tbody tr td:nth-child(3)").allInnerTexts();

const namedTargets = (client: Client, names: string[]) =>
  client.json("/api/v1/targets", {
    method: "PUT",
    body: names.map((name, n) => ({ address: `127.0.0.${n + 1}`, name, group: n % 2 ? "B" : "A" })),
  });

Deno.test("the matrix keeps order, filter, hidden states and the wall in its address", async () => {
  await using server = await ServerProcess.start();
  await namedTargets(await server.logIn(), ["t10", "t9", "s"]);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.getByText("3 ok").waitFor();
  await isLive(page);

  await page.getByLabel("Order").selectOption("name");
  await page.getByRole("button", { name: "Hide the healthy" }).click();
  await page.getByText("Nothing fits the filter.").waitFor();
  assert.equal(new URL(page.url()).search, "?sort=name&hide=ok");
  await page.reload();
  await isLive(page);
  await page.getByText("Nothing fits the filter.").waitFor();
  await page.getByRole("button", { name: "Show the healthy" }).click();
  await page.getByLabel("Filter agents and targets").fill("t9");
  await page.getByRole("application", { name: /1 agents by 1 targets/ }).waitFor();
  await page.getByLabel("Filter agents and targets").fill("");

  await page.getByRole("button", { name: "Full screen" }).click();
  await page.getByLabel("Order").waitFor({ state: "detached" });
  assert.equal(new URL(page.url()).searchParams.get("wall"), "1");
  await page.keyboard.press("Escape");
  await page.getByLabel("Order").waitFor();
  assert.equal(new URL(page.url()).search, "?sort=name");
  assert.deepEqual(browser.trouble, []);
});

Deno.test("the path page zooms by mouse and keyboard, exports, and keeps it all in its address", async () => {
  await using server = await ServerProcess.start();
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.getByText("2 ok").waitFor();
  await page.goto("/mesh/agent_1/target_1");
  const graph = page.getByRole("application", { name: /RTT, loss and distribution/ });
  await graph.waitFor();
  for (const name of ["24 h", "7 d", "400 d", "1 h"]) {
    await page.getByRole("link", { name, exact: true }).click();
    await graph.waitFor();
  }
  assert.equal(new URL(page.url()).search, "");

  const box = (await graph.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.5, box.y + 80);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.75, box.y + 80, { steps: 3 });
  await page.mouse.up();
  await page.getByText("Fixed: does not move").waitFor();
  const lengthMs = () => {
    const params = new URL(page.url()).searchParams;
    return Date.parse(params.get("to") ?? "") - Date.parse(params.get("from") ?? "");
  };
  assert.ok(Math.abs(lengthMs() / 60_000 - 15) < 1.5, `a quarter of an hour: ${lengthMs()}`);
  await graph.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await until("Enter zooms in four times", () => lengthMs() < 4.5 * 60_000);
  await page.getByLabel("Compare with").selectOption("agent_1/target_2");
  await page.getByRole("link", { name: /Do not compare with/ }).waitFor();
  await page.reload();
  await page.waitForLoadState("networkidle");
  await page.getByRole("link", { name: /Do not compare with/ }).waitFor();

  await page.getByRole("link", { name: "1 h", exact: true }).click();
  await page.getByText("Live", { exact: true }).waitFor();
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const file = await Deno.readTextFile(await (await waiting).path());
  assert.match(file, /^t,rtt_ms,lost,starved,status,ttfb_ms\r\n\d{4}-\d\d-\d\dT[\d:.]+Z,\d/);
  const json = await page.getByRole("link", { name: "JSON" }).getAttribute("href");
  const answer = await page.evaluate(async (url) => (await fetch(url)).json(), json!);
  assert.ok(answer.points.length > 0);
  assert.deepEqual(browser.trouble, []);
});

Deno.test("an agent and a target have pages of their own", async () => {
  await using server = await ServerProcess.start();
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.getByText("2 ok").waitFor();
  await page.goto("/mesh/agent_1");
  assert.equal(await page.locator("tbody tr").count(), 2);
  await page.locator("tbody a").first().click();
  await page.waitForURL(/\/mesh\/agent_1\/target_/);
  await page.getByRole("heading").getByRole("link").last().click();
  await page.waitForURL(/\/mesh\/to\/target_/);
  assert.equal(await page.locator("tbody tr").count(), 1);
  for (const gone of ["/mesh/agent_9", "/mesh/to/target_9"]) {
    assert.equal((await page.goto(gone))?.status(), 404);
  }
  const expected = /status of 404/;
  assert.deepEqual(browser.trouble.filter((line) => !expected.test(line)), []);
});

Deno.test("pages of the mesh take hostile names, and axe-core finds nothing", async () => {
  await using server = await ServerProcess.start();
  const client = await server.logIn();
  await namedTargets(client, [LONG.slice(0, 100), RIGHT_TO_LEFT, "<b>plain</b>"]);
  await using browser = await TestBrowser.launch();
  for (const dark of [false, true]) {
    const width = dark ? 390 : 1440;
    const page = await browser.loggedIn(server, { dark, width });
    await page.getByText("3 ok").waitFor();
    const target = "/mesh/agent_1/target_3";
    for (
      const path of ["/", "/?view=table", "/?wall=1", target, "/mesh/agent_1", "/mesh/to/target_3"]
    ) {
      await page.goto(path);
      await page.getByRole("main").waitFor();
      assert.deepEqual(await violations(page), [], `${path}${dark ? " in the dark" : ""}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(wide, width, `${path} is as wide as the window`);
    }
    await page.goto("/?view=table");
    assert.equal((await firstPaths(page)).length, 3);
  }
  await setTargets(client, []);
  const page = await browser.loggedIn(server);
  assert.deepEqual(await violations(page), [], "without any cell");
  assert.deepEqual(browser.trouble, []);
});
