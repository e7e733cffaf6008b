import assert from "node:assert/strict";
import type { TargetsAnswer } from "./harness/answers.ts";
import { enrol } from "./harness/api.ts";
import { TestBrowser } from "./harness/browser.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soonEqual } from "./harness/soon.ts";
import { connectApproved, newWireKey } from "./harness/wire_agent.ts";

/** How many states the address of a page hides. */
const hiddenIn = (url: URL) =>
  (url.searchParams.get("hide") ?? "").split(",").filter(Boolean).length;
const MINUTE_MS = 60_000, HOUR_MS = 60 * MINUTE_MS;

Deno.test("without JavaScript, the pages of the mesh show what their links and forms say", async (t) => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const admin = await server.admin();
  const names = ["fast", "slow one", "dark", "third"];
  const { revision, targets } = await admin.json<TargetsAnswer>("/api/v1/targets", {
    method: "PUT",
    body: names.map((name, n) => ({ address: `192.0.2.${n + 1}`, name })),
  });
  await using line = await connectApproved(
    server.url,
    await newWireKey(),
    await enrol(admin, true),
  );
  const nowMs = Date.now();
  // Half of them before the last hour: only a longer range has those.
  for (let round = 1; round <= 40; round++) {
    line.sendRound({
      session: 1,
      round,
      revision,
      startedAtMs: nowMs - (round <= 20 ? 3 * HOUR_MS : 0) - (40 - round) * MINUTE_MS,
      flags: 0,
      results: Uint32Array.of(300, 20_000, 0xffffffff, 900),
      notes: new Uint8Array(),
    });
  }
  await line.acknowledged(1, 40);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server, { script: false });
  const order = () => page.locator("tbody .name a").allInnerTexts();
  const sent = page.locator(".figs div").filter({ hasText: "Lost" });

  await t.step("a row: range and order", async () => {
    await page.goto("/mesh/agent_1");
    await page.locator("svg .median").nth(3).waitFor({ state: "attached" });
    await soonEqual("the worst first", async () => (await order())[0], "dark");
    await page.getByRole("link", { name: "Name", exact: true }).click();
    await page.waitForURL("**/mesh/agent_1?sort=name");
    await soonEqual("by name", order, ["dark", "fast", "slow one", "third"]);
    await page.getByRole("link", { name: "24 h", exact: true }).click();
    await page.waitForURL("**/mesh/agent_1?range=24h&sort=name");
    await page.getByRole("columnheader", { name: /Last 24 h/ }).waitFor();
    await page.locator("svg .median").nth(3).waitFor({ state: "attached" });
    await page.getByRole("link", { name: "RTT, slowest first" }).click();
    await page.waitForURL("**/mesh/agent_1?range=24h&sort=rtt");
    await soonEqual("by RTT", order, ["slow one", "third", "fast", "dark"]);
    const live = () => page.getByText("Live", { exact: true }).count();
    await soonEqual("it is not live", live, 0);
  });

  await t.step("a column: range and order", async () => {
    await page.goto(`/mesh/to/${targets[0].id}?sort=rtt`);
    await page.getByRole("link", { name: "7 d", exact: true }).click();
    await page.waitForURL(`**/mesh/to/${targets[0].id}?range=7d&sort=rtt`);
    await page.locator("svg .median").waitFor({ state: "attached" });
  });

  await t.step("a path: range, wider, compared", async () => {
    await page.goto(`/mesh/agent_1/${targets[0].id}`);
    await sent.getByText("0 of 20").waitFor();
    await page.getByText("The graph needs JavaScript").waitFor();
    assert.equal(
      await page.getByRole("button", { name: "CSV" }).count(),
      0,
      "what is dead is gone",
    );
    await page.getByRole("link", { name: "24 h", exact: true }).click();
    await sent.getByText("0 of 40").waitFor();
    await page.getByLabel("Compare with").selectOption({ label: "wire → slow one" });
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("link", { name: /Do not compare/ }).click();
    await page.getByRole("link", { name: /Do not compare/ }).waitFor({ state: "detached" });
    await page.waitForURL(`**/mesh/agent_1/${targets[0].id}?range=24h`);
    await page.getByRole("link", { name: "Zoom out" }).click();
    await page.waitForURL(/from=/);
    await sent.getByText("0 of 40").waitFor();
  });

  await t.step("the matrix: as a table, filtered, hidden", async () => {
    await page.goto("/");
    await page.getByText("The picture needs JavaScript").getByRole("link").click();
    const rows = () => page.locator("tbody tr").count();
    await soonEqual("four paths", rows, 4);
    const states = page.getByRole("group", { name: "States shown" });
    await page.goto("/?view=table&hide=ok,slow,fail,nodata");
    await page.getByText("Nothing fits the filter.").waitFor();
    for (const left of [3, 2, 1, 0]) {
      const hidden = states.locator('[aria-pressed="false"]');
      await hidden.first().click();
      await page.waitForURL((url) => hiddenIn(url) === left);
      await soonEqual(`${left} hidden`, () => hidden.count(), left);
    }
    await soonEqual("all again", rows, 4);
    await page.getByLabel("Filter agents and targets").fill("slow");
    await page.keyboard.press("Enter");
    await soonEqual("filtered", rows, 1);
    const view = () => new URL(page.url()).searchParams.get("view");
    await soonEqual("it stays a table", view, "table");
  });
  assert.deepEqual(browser.trouble, []);
});
