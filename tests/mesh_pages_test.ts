import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { isAccessible, keepsWidth } from "./harness/accessibility.ts";
import { setTargets } from "./harness/api.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import type { Client } from "./harness/client.ts";
import { pressOn } from "./harness/press_on.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soon, soonEqual } from "./harness/soon.ts";

const LONG = "x".repeat(200), RIGHT_TO_LEFT = "مضيف\u202e الشبكة";

const searchOf = (page: Page) => new URL(page.url()).search;
/** Waits until the page's address has this search. */
const hasSearch = (page: Page, search: string) =>
  soonEqual("the address keeps it", () => searchOf(page), search);
const hasRows = (page: Page, count: number) =>
  soonEqual("the rows", () => page.locator("tbody tr").count(), count);

const namedTargets = (client: Client, names: string[]) =>
  client.json("/api/v1/targets", {
    method: "PUT",
    body: names.map((name, n) => ({ address: `127.0.0.${n + 1}`, name, group: n % 2 ? "B" : "A" })),
  });

Deno.test("the matrix keeps order, filter, hidden states and the wall in its address", async () => {
  await using server = await ServerProcess.start();
  await namedTargets(await server.admin(), ["t10", "t9", "s"]);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/");
  await page.getByText("3 ok").waitFor();
  await isLive(page);

  await page.getByLabel("Order").selectOption("name");
  await page.getByRole("button", { name: "Hide the healthy" }).click();
  await page.getByText("Nothing fits the filter.").waitFor();
  await hasSearch(page, "?sort=name&hide=ok");
  await page.reload();
  await isLive(page);
  await page.getByText("Nothing fits the filter.").waitFor();
  await page.getByRole("button", { name: "Show the healthy" }).click();
  await page.getByLabel("Filter agents and targets").fill("t9");
  await page.getByRole("application", { name: /1 agents by 1 targets/ }).waitFor();
  await page.getByLabel("Filter agents and targets").fill("");

  await page.getByRole("button", { name: "Full screen" }).click();
  await page.getByLabel("Order").waitFor({ state: "detached" });
  const wall = () => new URL(page.url()).searchParams.get("wall");
  await soonEqual("the wall is in the address", wall, "1");
  await page.keyboard.press("Escape");
  await page.getByLabel("Order").waitFor();
  await hasSearch(page, "?sort=name");
  assert.deepEqual(browser.trouble, []);
});

Deno.test("the path page zooms by mouse and keyboard, exports, and keeps it all in its address", async () => {
  await using server = await ServerProcess.start();
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/");
  await page.getByText("2 ok").waitFor();
  await page.goto("/mesh/agent_1/target_1");
  const graph = page.getByRole("application", { name: /RTT, loss and distribution/ });
  await graph.waitFor();
  for (const name of ["24 h", "7 d", "400 d", "1 h"]) {
    await page.getByRole("link", { name, exact: true }).click();
    await graph.waitFor();
  }
  const hour = page.getByRole("link", { name: "1 h", exact: true });
  await hour.and(page.locator('[aria-current="true"]')).waitFor();
  await hasSearch(page, "");

  const { width } = (await graph.boundingBox())!;
  await graph.dragTo(graph, {
    sourcePosition: { x: width * 0.5, y: 80 },
    targetPosition: { x: width * 0.75, y: 80 },
  });
  await page.getByText("Fixed: does not move").waitFor();
  const lengthMs = () => {
    const params = new URL(page.url()).searchParams;
    return Date.parse(params.get("to") ?? "") - Date.parse(params.get("from") ?? "");
  };
  await soon("a quarter of an hour", lengthMs, (ms) => assert.ok(Math.abs(ms / 60_000 - 15) < 1.5));
  await pressOn(graph, "ArrowLeft");
  await page.locator(".readout[role=status]").waitFor();
  await pressOn(graph, "Enter");
  await soon("Enter zooms in four times", lengthMs, (ms) => assert.ok(ms < 4.5 * 60_000));
  await page.getByLabel("Compare with").selectOption("agent_1/target_2");
  await page.getByRole("link", { name: /Do not compare with/ }).waitFor();
  await page.reload();
  await page.getByRole("link", { name: /Do not compare with/ }).waitFor();

  await hour.click();
  await page.getByText("Live", { exact: true }).waitFor();
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const file = await Deno.readTextFile(await (await waiting).path());
  assert.match(file, /^t,rtt_ms,lost,starved,status,ttfb_ms\r\n\d{4}-\d\d-\d\dT[\d:.]+Z,\d/);
  await soon("the link leads to the points", async () => {
    const json = await page.getByRole("link", { name: "JSON" }).getAttribute("href");
    return await page.evaluate(async (url) => (await fetch(url)).json(), json!);
  }, ({ points }) => assert.ok(points.length > 0));
  assert.deepEqual(browser.trouble, []);
});

Deno.test("an agent and a target have pages of their own", async () => {
  await using server = await ServerProcess.start();
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/");
  await page.getByText("2 ok").waitFor();
  await page.goto("/mesh/agent_1");
  await hasRows(page, 2);
  await page.locator("tbody a").first().click();
  await page.waitForURL(/\/mesh\/agent_1\/target_/);
  await page.getByRole("heading").getByRole("link").last().click();
  await page.waitForURL(/\/mesh\/to\/target_/);
  await hasRows(page, 1);
  for (const gone of ["/mesh/agent_9", "/mesh/to/target_9"]) {
    assert.equal((await page.goto(gone))?.status(), 404);
  }
  const expected = /status of 404/;
  assert.deepEqual(browser.trouble.filter((line) => !expected.test(line)), []);
});

Deno.test("pages of the mesh take hostile names, and axe-core finds nothing", async () => {
  await using server = await ServerProcess.start();
  const client = await server.admin();
  await namedTargets(client, [LONG.slice(0, 100), RIGHT_TO_LEFT, "<b>plain</b>"]);
  await using browser = await TestBrowser.launch();
  for (const dark of [false, true]) {
    const width = dark ? 390 : 1440;
    const page = await browser.loggedIn(server, { dark, width });
    await page.goto("/");
    await page.getByText("3 ok").waitFor();
    const target = "/mesh/agent_1/target_3";
    for (
      const path of ["/", "/?view=table", "/?wall=1", target, "/mesh/agent_1", "/mesh/to/target_3"]
    ) {
      await page.goto(path);
      await page.getByRole("main").waitFor();
      await isAccessible(page, `${path}${dark ? " in the dark" : ""}`);
      await keepsWidth(page, width, path);
    }
    await page.goto("/?view=table");
    await hasRows(page, 3);
  }
  await setTargets(client, []);
  const page = await browser.loggedIn(server);
  await page.goto("/");
  await isLive(page);
  await isAccessible(page, "without any cell");
  assert.deepEqual(browser.trouble, []);
});
