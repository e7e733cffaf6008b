import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { TargetsAnswer } from "./harness/answers.ts";
import { agentsOf, enrol } from "./harness/api.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import type { Client } from "./harness/client.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { until } from "./harness/until.ts";
import { connectApproved, newWireKey, WireAgent } from "./harness/wire_agent.ts";

const QUIET = { args: ["--no-local-agent"] };

/** An approved agent that has told nothing yet, and what it can tell of two targets. */
async function tellingAgent(server: ServerProcess, admin: Client) {
  const { revision } = await admin.json<TargetsAnswer>("/api/v1/targets", {
    method: "PUT",
    body: [{ address: "192.0.2.1", name: "alpha" }, { address: "192.0.2.2", name: "beta" }],
  });
  const line = await connectApproved(server.url, await newWireKey(), await enrol(admin, true));
  let round = 0;
  const tell = async (...results: [alphaUs: number, betaUs: number]) => {
    line.sendRound({
      session: 1,
      round: ++round,
      revision,
      startedAtMs: Date.now(),
      flags: 0,
      results: Uint32Array.of(...results),
      notes: new Uint8Array(),
    });
    await line.acknowledged(1, round);
  };
  return { line, tell };
}

/** How the badge at the top looks: its shape, colours and movement. */
const badge = (page: Page) =>
  page.locator(".live").first().evaluate((element) => {
    const { backgroundColor, color } = getComputedStyle(element), dot = element.querySelector("i")!;
    const { borderRadius } = getComputedStyle(dot);
    const { animationName } = getComputedStyle(dot, "::after");
    return { backgroundColor, color, borderRadius, animationName };
  });

Deno.test("a paused matrix stands still and does not look live, until it goes on", async () => {
  await using server = await ServerProcess.start(QUIET);
  const admin = await server.logIn();
  const { line, tell } = await tellingAgent(server, admin);
  await using _line = line;
  await tell(1_000, 2_000);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/?view=table&sort=name");
  await isLive(page);
  const alpha = page.locator("tbody tr").filter({ hasText: "alpha" });
  await alpha.getByText("1.0 ms").first().waitFor();
  const live = await badge(page);
  assert.notEqual(live.animationName, "none");

  await page.getByRole("button", { name: "Pause" }).click();
  await page.locator('[data-live="paused"]').waitFor();
  const frozen = await badge(page), seen = await page.locator("tbody").innerText();
  assert.equal(frozen.animationName, "none");
  assert.notEqual(frozen.backgroundColor, live.backgroundColor);
  assert.notEqual(frozen.color, live.color);
  assert.notEqual(frozen.borderRadius, live.borderRadius);
  const tools = page.locator(".tools.frozen");
  assert.equal(await tools.evaluate((it) => getComputedStyle(it).borderBottomStyle), "dashed");
  // Somebody else's page shows the next round; by then this one has had it too.
  const other = await browser.loggedIn(server);
  await other.goto("/?view=table");
  await isLive(other);
  await tell(7_000, 8_000);
  await other.locator("tbody").getByText("7.0 ms").first().waitFor();
  assert.equal(await page.locator("tbody").innerText(), seen);

  await page.getByRole("button", { name: "Resume" }).click();
  await isLive(page);
  await alpha.getByText("7.0 ms").first().waitFor();
  assert.deepEqual(browser.trouble, []);
});

Deno.test("rows stay where they are until one asks for another order", async () => {
  await using server = await ServerProcess.start(QUIET);
  const admin = await server.logIn();
  const { line, tell } = await tellingAgent(server, admin);
  await using _line = line;
  await tell(1_000, 90_000);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/mesh/agent_1?sort=rtt");
  await isLive(page);
  const order = () => page.locator("tbody a").allInnerTexts();
  await until("the slowest first", order, (names) => names.join() === "beta,alpha");
  // Enough of them that alpha's median is above beta's.
  for (let n = 0; n < 4; n++) await tell(190_000, 90_000);
  const again = page.getByRole("button", { name: "Sort again: 2 would move" });
  await again.waitFor();
  assert.deepEqual(await order(), ["beta", "alpha"]);
  await again.click();
  await until("in the new order", order, (names) => names.join() === "alpha,beta");
  assert.deepEqual(browser.trouble, []);
});

Deno.test("a new agent does not move the ones that wait already", async () => {
  await using server = await ServerProcess.start(QUIET);
  const admin = await server.logIn();
  await using crowd = new AsyncDisposableStack();
  const call = async (waiting: number) => {
    const agent = crowd.use(await WireAgent.connect(server.url));
    agent.say(await agent.hello(await newWireKey(), await enrol(admin, false)));
    await until("it waits", () => agentsOf(admin), (agents) => agents.length === waiting);
  };
  await call(1);
  await call(2);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/admin");
  await isLive(page);
  const approve = page.getByRole("button", { name: "Approve", exact: true });
  const places = async () =>
    await Promise.all([0, 1].map(async (n) => (await approve.nth(n).boundingBox())?.y));
  const refs = () =>
    page.locator("input[name=ref]").evaluateAll((boxes) =>
      boxes.map((box) => (box as HTMLInputElement).value)
    );
  await until("two wait", () => approve.count(), (count) => count === 2);
  const before = await places(), [first, second] = await refs();
  await call(3);
  await until("three wait", () => approve.count(), (count) => count === 3);
  assert.deepEqual(await places(), before);
  assert.deepEqual((await refs()).slice(0, 2), [first, second]);
  assert.deepEqual(browser.trouble, []);
});
