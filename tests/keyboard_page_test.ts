import assert from "node:assert/strict";
import { agentsOf, enrol } from "./harness/api.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { Keyboard } from "./harness/keyboard.ts";
import { hasFocus } from "./harness/press_on.ts";
import { ADMIN_PASSWORD, ServerProcess } from "./harness/server_process.ts";
import { soonEqual } from "./harness/soon.ts";
import { until } from "./harness/until.ts";
import { newWireKey, WireAgent } from "./harness/wire_agent.ts";

Deno.test("every task is done with a keyboard alone, and the focus is seen all the way", async (t) => {
  await using server = await ServerProcess.start();
  const admin = await server.admin();
  await using one = await WireAgent.connect(server.url);
  one.say(await one.hello(await newWireKey(), await enrol(admin, false)));
  await using other = await WireAgent.connect(server.url);
  other.say(await other.hello(await newWireKey(), await enrol(admin, false)));
  await until("two wait", () => agentsOf(admin), (agents) => agents.length === 3);

  await using browser = await TestBrowser.launch();
  const page = await browser.page(server);
  const hand = new Keyboard(page);
  const press = (key: string) => page.keyboard.press(key);
  const button = (name: string | RegExp) =>
    page.getByRole("button", { name, exact: typeof name === "string" });
  const link = (name: string | RegExp) =>
    page.getByRole("link", { name, exact: typeof name === "string" });
  const row = (text: string) => page.locator("tbody tr").filter({ hasText: text });
  const picture = page.getByRole("application");
  const go = async (...names: string[]) => {
    for (const name of names) {
      await hand.leave(page.locator("nav, .tabs").getByRole("link", { name }));
    }
  };

  await t.step("log in", async () => {
    await page.goto("/login");
    await hand.type(page.locator("input[name=name]"), "admin");
    await hand.type(page.locator("input[name=password]"), ADMIN_PASSWORD);
    await press("Enter");
    await page.getByText("2 ok").waitFor();
    await isLive(page);
  });

  await t.step("the matrix: move, open, close, filter, open a path", async () => {
    await hand.around();
    await hand.to(picture);
    await press("ArrowRight");
    const panel = page.getByRole("complementary");
    await panel.waitFor();
    await press("Escape");
    await panel.waitFor({ state: "hidden" });
    const filter = page.getByLabel("Filter agents and targets");
    await hand.to(filter, "Shift+Tab");
    await page.keyboard.type("::1");
    await page.getByRole("application", { name: /1 agents by 1 targets/ }).waitFor();
    for (const _ of "::1") await press("Backspace");
    await page.getByRole("application", { name: /1 agents by 2 targets/ }).waitFor();
    await hand.to(picture);
    await press("ArrowRight");
    await panel.waitFor();
    await press("Enter");
    await page.waitForURL(/\/mesh\/agent_1\/target_/);
  });

  await t.step("a path: range, zoom, comparison, export", async () => {
    await isLive(page);
    await hand.around();
    await hand.enter(link("24 h"));
    await page.waitForURL(/range=24h/);
    await hand.enter(link("1 h"));
    await page.waitForURL((url) => !url.search);
    await hand.to(page.getByLabel("Compare with"));
    await press("ArrowDown");
    await link(/Do not compare/).waitFor();
    for (const export_ of [button("CSV"), link("JSON")]) {
      const download = page.waitForEvent("download");
      await hand.enter(export_);
      await (await download).cancel();
    }
    await hand.to(picture);
    await press("ArrowLeft");
    await page.locator(".readout time").first().waitFor();
    await press("Enter");
    await page.getByText("Fixed: does not move").waitFor();
  });

  await t.step("targets: add, edit, undo, delete, paste", async () => {
    await go("Admin", "Targets");
    await isLive(page);
    await hand.around();
    const box = page.getByLabel("Addresses or host names");
    await hand.type(box, "127.0.0.9");
    await hand.leave(button("Add").first());
    await row("127.0.0.9").waitFor();
    await isLive(page);
    await hand.enter(row("127.0.0.9").getByRole("link", { name: /Edit/ }));
    await page.getByLabel("Name", { exact: true }).waitFor();
    await page.keyboard.type("printer");
    await press("Enter");
    await row("printer").getByRole("link", { name: /Edit/ }).waitFor();
    // Who saved is led back to the row.
    const saved = row("printer").getByRole("link", { name: /Edit/ });
    await soonEqual("the row has the focus", () => hasFocus(saved), true);
    await hand.leave(button("Undo"));
    await row("printer").waitFor({ state: "detached" });
    await isLive(page);
    await hand.enter(row("127.0.0.9").getByRole("link", { name: /Edit/ }));
    await hand.leave(page.locator("tr.edit").getByRole("button", { name: "Delete" }));
    await row("127.0.0.9").waitFor({ state: "detached" });
    await isLive(page);
    await hand.type(box, "127.0.0.7 nas\n127.0.0.8 camera");
    await page.getByText("2 targets understood").waitFor();
    await hand.leave(button("Add").first());
    await row("camera").waitFor();
  });

  await t.step("agents: approve one, reject the other", async () => {
    await go("Agents");
    await isLive(page);
    await hand.around();
    await hand.leave(button("Approve").first());
    await until(
      "one waits",
      () => agentsOf(admin),
      (all) => all.filter(({ status }) => status === "pending").length === 1,
    );
    await isLive(page);
    await hand.enter(page.locator("summary").filter({ hasText: /^Reject/ }).first());
    await hand.leave(button("Put it on the blacklist"));
    await until(
      "it is on the blacklist",
      () => agentsOf(admin),
      (all) => all.some(({ status }) => status === "blacklisted"),
    );
  });

  await t.step("a user is invited", async () => {
    await go("Users");
    await hand.around();
    await hand.type(page.getByLabel("Name", { exact: true }), "kim");
    await hand.leave(button("Add"));
    await page.getByText("It is shown this once.").waitFor();
  });

  await t.step("a token is made", async () => {
    await go("Tokens");
    await hand.type(page.getByLabel("Name", { exact: true }), "grafana");
    await hand.to(page.getByLabel("Lives for"));
    await press("ArrowUp");
    await hand.leave(button(/^(Add|Make)/));
    await row("grafana").waitFor();
  });

  await t.step("an alert rule is made", async () => {
    await go("Alerts", "Rules");
    await hand.around();
    await hand.type(page.getByLabel("Name", { exact: true }), "anything down");
    await hand.leave(button("Add"));
    await row("anything down").waitFor();
  });

  await t.step("another language and back, and out", async () => {
    await hand.leave(button("日本語"));
    await page.locator("html[lang=ja]").waitFor({ state: "attached" });
    await hand.leave(button("English"));
    await page.locator("html[lang=en]").waitFor({ state: "attached" });
    await hand.leave(button("Log out"));
    await page.waitForURL(/\/login/);
  });
  assert.deepEqual(browser.trouble, []);
});
