import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { TargetsAnswer } from "./harness/answers.ts";
import { agentsOf, enrol } from "./harness/api.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import type { Client } from "./harness/client.ts";
import { repeating } from "./harness/repeating.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { settled, soonEqual } from "./harness/soon.ts";
import { until } from "./harness/until.ts";
import { connectApproved, newWireKey, WireAgent } from "./harness/wire_agent.ts";

const QUIET = { args: ["--no-local-agent"] }, ROUND_MS = 5_000;

/**
 * An approved agent, and what it tells of two targets: at once, and again every 5 s, for who is
 * silent has no data.
 */
async function tellingAgent(
  server: ServerProcess,
  admin: Client,
  first: [alphaUs: number, betaUs: number],
) {
  const { revision } = await admin.json<TargetsAnswer>("/api/v1/targets", {
    method: "PUT",
    body: [{ address: "192.0.2.1", name: "alpha" }, { address: "192.0.2.2", name: "beta" }],
  });
  const line = await connectApproved(server.url, await newWireKey(), await enrol(admin, true));
  let round = 0, results = first;
  const send = () =>
    line.sendRound({
      session: 1,
      round: ++round,
      revision,
      startedAtMs: Date.now(),
      flags: 0,
      results: Uint32Array.of(...results),
      notes: new Uint8Array(),
    });
  const tell = async (...next: [alphaUs: number, betaUs: number]) => {
    results = next;
    send();
    await line.acknowledged(1, round);
  };
  await tell(...first);
  const rounds = repeating(ROUND_MS, send);
  return {
    tell,
    told: () => round,
    async [Symbol.asyncDispose]() {
      rounds[Symbol.dispose]();
      await line[Symbol.asyncDispose]();
    },
  };
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
  const admin = await server.admin();
  await using agent = await tellingAgent(server, admin, [1_000, 2_000]);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/?view=table&sort=name");
  await isLive(page);
  const alpha = page.locator("tbody tr").filter({ hasText: "alpha" });
  await alpha.getByText("1.0 ms").first().waitFor();
  const live = await settled("the badge", () => badge(page));
  assert.notEqual(live.animationName, "none");

  await page.getByRole("button", { name: "Pause" }).click();
  await page.locator('[data-live="paused"]').waitFor();
  const frozen = await settled("the paused badge", () => badge(page));
  const rows = () => page.locator("tbody").innerText();
  const seen = await settled("the rows", rows);
  assert.equal(frozen.animationName, "none");
  assert.notEqual(frozen.backgroundColor, live.backgroundColor);
  assert.notEqual(frozen.color, live.color);
  assert.notEqual(frozen.borderRadius, live.borderRadius);
  const border = () =>
    page.locator(".tools.frozen").evaluate((it) => getComputedStyle(it).borderBottomStyle);
  await soonEqual("the tools show it", border, "dashed");
  // Somebody else's page shows the next round; by then this one has had it too.
  const other = await browser.loggedIn(server);
  await other.goto("/?view=table");
  await isLive(other);
  await agent.tell(7_000, 8_000);
  await other.locator("tbody").getByText("7.0 ms").first().waitFor();
  await soonEqual("it stands still", rows, seen);

  await page.getByRole("button", { name: "Resume" }).click();
  await isLive(page);
  await alpha.getByText("7.0 ms").first().waitFor();
  assert.deepEqual(browser.trouble, []);
});

Deno.test("rows stay where they are until one asks for another order", async () => {
  await using server = await ServerProcess.start(QUIET);
  const admin = await server.admin();
  await using agent = await tellingAgent(server, admin, [1_000, 90_000]);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/mesh/agent_1?sort=rtt");
  await isLive(page);
  const order = () => page.locator("tbody a").allInnerTexts();
  await soonEqual("the slowest first", order, ["beta", "alpha"]);
  // Enough of them that alpha's median is above beta's.
  for (let n = agent.told() + 2; n > 0; n--) await agent.tell(190_000, 90_000);
  const again = page.getByRole("button", { name: "Sort again: 2 would move" });
  await again.waitFor();
  await soonEqual("as before", order, ["beta", "alpha"]);
  await again.click();
  await soonEqual("in the new order", order, ["alpha", "beta"]);
  assert.deepEqual(browser.trouble, []);
});

Deno.test("a new agent does not move the ones that wait already", async () => {
  await using server = await ServerProcess.start(QUIET);
  const admin = await server.admin();
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
  await soonEqual("two wait", () => approve.count(), 2);
  const before = await settled("their places", places), known = await refs();
  await call(3);
  await soonEqual("three wait", () => approve.count(), 3);
  await soonEqual("in their places", places, before);
  await soonEqual("and in their order", async () => (await refs()).slice(0, known.length), known);
  assert.deepEqual(browser.trouble, []);
});
