import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { setTargets } from "../harness/api.ts";
import { isLive, TestBrowser } from "../harness/browser.ts";
import { NetworkNamespace } from "../harness/network_namespace.ts";
import { ServerProcess } from "../harness/server_process.ts";
import { soonEqual } from "../harness/soon.ts";
import { until } from "../harness/until.ts";

/** Two rounds, and the time to wait for an answer, on a machine that has much else to do. */
const ROUNDS_MS = 60_000;

/** State of a target in the table that stands beside the picture. */
const stateOf = (page: Page, address: string) =>
  page.locator("table tbody tr").filter({ hasText: address }).locator(".state").innerText();

Deno.test("the matrix shows in a browser that a host goes and comes, without a reload", async () => {
  await using host = await NetworkNamespace.create();
  await using server = await ServerProcess.start();
  const { ipv4 } = host.inside;
  await setTargets(await server.admin(), [ipv4, "127.0.0.1"]);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/");
  await isLive(page);
  await page.getByRole("button", { name: "As a table" }).click();
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));

  await soonEqual("the host is ok", () => stateOf(page, ipv4), "ok", ROUNDS_MS);
  await host.cut();
  await soonEqual("its cell fails", () => stateOf(page, ipv4), "fail", ROUNDS_MS);
  await soonEqual("a dead neighbour disturbs nobody", () => stateOf(page, "127.0.0.1"), "ok");
  await host.restore();
  await until(
    "its cell comes back",
    () => stateOf(page, ipv4),
    (state) => state !== "fail",
    ROUNDS_MS,
  );
  assert.equal(await page.evaluate(() => "sameDocument" in globalThis), true, "no reload");
  assert.deepEqual(browser.trouble, []);
});
