import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { keepsWidth } from "./harness/accessibility.ts";
import { isLive, logIn, TestBrowser } from "./harness/browser.ts";
import { pressOn } from "./harness/press_on.ts";
import { ADMIN_PASSWORD, ServerProcess } from "./harness/server_process.ts";
import { soonEqual, soonMatch } from "./harness/soon.ts";
import { until } from "./harness/until.ts";

Deno.test("the picture of the matrix answers to mouse and keyboard with the last hour", async () => {
  await using server = await ServerProcess.start();
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/");
  const picture = page.getByRole("application", { name: /Matrix of 1 agents by 2 targets/ });
  const panel = page.getByRole("complementary", { name: /Last hour/ });
  const counts = page.getByText("2 ok");
  await counts.waitFor();
  await isLive(page);

  await pressOn(picture, "ArrowDown", "ArrowRight");
  await panel.waitFor();
  await panel.locator("canvas").waitFor();
  await until("the graph is drawn", () => isDrawn(page, "aside canvas"));
  const figures = /loopback IPv6[\s\S]*::1[\s\S]*Median[\s\S]*ms/;
  await soonMatch("the panel has its figures", () => panel.innerText(), figures);
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });

  await until("a cell is under the mouse", async () => {
    const box = (await picture.boundingBox())!;
    for (let x = 10; x < Math.min(box.width, 500); x += 20) {
      for (let y = 60; y < Math.min(box.height, 300); y += 12) {
        await page.mouse.move(box.x + x, box.y + y);
        await nextFrame(page);
        if (await panel.isVisible()) return true;
      }
    }
    return false;
  });
  await pressOn(picture, "Enter");
  await page.waitForURL(/\/mesh\/agent_1\/target_\d/);
  await page.getByRole("heading", { name: /→ loopback/ }).waitFor();
  await until("the path's graph is drawn", () => isDrawn(page, "main canvas"));
  assert.deepEqual(browser.trouble, []);
});

Deno.test("pages keep to the width of a phone, in the dark too", async () => {
  await using server = await ServerProcess.start();
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server, { width: 390, height: 844, dark: true });
  for (
    const path of [
      "/",
      "/?view=table",
      "/traffic",
      "/admin",
      "/admin/targets",
      "/mesh/agent_1/target_1",
    ]
  ) {
    await page.goto(path);
    await page.getByRole("main").waitFor();
    await keepsWidth(page, 390, path);
  }
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await soonEqual("dark, as the system asks", paper, "rgb(16, 18, 20)");
  assert.deepEqual(browser.trouble, []);
});

Deno.test("who is not logged in sees the log-in, and gets to where he wanted", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using browser = await TestBrowser.launch();
  const page = await browser.page(server);
  await page.goto("/admin/targets");
  await logIn(page, "not the password");
  await page.getByRole("alert").getByText(/name or the password is wrong/).waitFor();
  await logIn(page, ADMIN_PASSWORD);
  await page.waitForURL(/\/admin\/targets$/);
  await page.getByRole("button", { name: "Log out" }).click();
  await page.waitForURL(/\/login/);
  await page.getByRole("button", { name: "Log in", exact: true }).waitFor();
  await page.goto("/");
  await page.waitForURL(/\/login/);
  // The browser reports the refusal's status itself.
  assert.deepEqual(browser.trouble.filter((line) => !/status of 401/.test(line)), []);
});

/** Resolves when the page has drawn what the last event changed. */
function nextFrame(page: Page): Promise<void> {
  return page.evaluate(() =>
    new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  );
}

/** Whether anything but the background was painted on a canvas. */
function isDrawn(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((selector) => {
    const canvas = document.querySelector<HTMLCanvasElement>(selector);
    if (!canvas?.width) return false;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set<number>();
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] > 0) colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
    }
    return colours.size > 3;
  }, selector);
}
