import assert from "node:assert/strict";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { isAccessible, keepsWidth } from "./harness/accessibility.ts";
import type { TargetsAnswer } from "./harness/answers.ts";
import { enrol } from "./harness/api.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { pressOn } from "./harness/press_on.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { repeating } from "./harness/repeating.ts";
import { soonEqual, soonMatch } from "./harness/soon.ts";
import { connectApproved, newWireKey } from "./harness/wire_agent.ts";

const QUIET = { args: ["--no-local-agent"] };
const MINUTE_MS = 60_000, ROUND_MS = 5_000;
const LONG = "x".repeat(200), RIGHT_TO_LEFT = "مضيف\u202e الشبكة";

Deno.test("the pages of an agent and of a target show every path's history, keep range and order, and follow", async () => {
  await using server = await ServerProcess.start(QUIET);
  const admin = await server.admin();
  const names = ["fast", "slow one", "dark"];
  const { revision, targets } = await admin.json<TargetsAnswer>("/api/v1/targets", {
    method: "PUT",
    body: names.map((name, n) => ({ address: `192.0.2.${n + 1}`, name })),
  });
  await using line = await connectApproved(
    server.url,
    await newWireKey(),
    await enrol(admin, true),
  );
  const startMs = Date.now() - 40 * MINUTE_MS;
  let round = 0, fastest = 300;
  const send = (startedAtMs: number) =>
    line.sendRound({
      session: 1,
      round: ++round,
      revision,
      startedAtMs,
      flags: 0,
      results: Uint32Array.of(fastest, 20_000 + 100 * (round % 7), 0xffffffff),
      notes: new Uint8Array(),
    });
  for (let n = 0; n < 40; n++) send(startMs + n * MINUTE_MS);
  await line.acknowledged(1, 40);
  // An agent that is silent has no data.
  using _rounds = repeating(ROUND_MS, () => send(Date.now()));

  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/mesh/agent_1");
  await isLive(page);
  await page.locator("svg .median").nth(2).waitFor({ state: "attached" });
  const order = () => page.locator("tbody a").allInnerTexts();
  const row = (name: string) => page.locator("tbody tr").filter({ hasText: name });
  await page.getByRole("link", { name: "Name", exact: true }).click();
  await soonEqual("by name", order, ["dark", "fast", "slow one"]);
  await page.getByRole("link", { name: "RTT, slowest first" }).click();
  await soonEqual("by RTT", order, ["slow one", "fast", "dark"]);
  await soonMatch("its RTT", () => row("fast").innerText(), /0\.3 ms/);
  await soonMatch("all is lost", () => row("dark").innerText(), /100 %/);
  await soonMatch("nothing is lost", () => row("fast").innerText(), /0 %/);
  await pressOn(page.getByRole("link", { name: "24 h", exact: true }), "Enter");
  await soonEqual("the address", () => new URL(page.url()).search, "?range=24h&sort=rtt");
  await page.getByRole("columnheader", { name: /Last 24 h/ }).waitFor();
  await page.reload();
  await isLive(page);
  await page.getByRole("columnheader", { name: /Last 24 h/ }).waitFor();
  await soonEqual("the order is kept", order, ["slow one", "fast", "dark"]);
  // What is new shows by itself.
  await row("fast").getByText("ok").waitFor();
  fastest = RESULT_CODES.timeout;
  await row("fast").getByText("fail").waitFor();
  await row("slow one").getByRole("link").click();
  await page.waitForURL(/\/mesh\/agent_1\/target_/);
  await page.getByText("admin put the target on the list").waitFor();
  await page.goto(`/mesh/to/${targets[2].id}?range=7d`);
  await isLive(page);
  await page.locator("svg .lost").first().waitFor();
  await soonEqual("one agent", () => page.locator("tbody tr").count(), 1);
  await isAccessible(page, "the page of a target");
  assert.deepEqual(browser.trouble, []);
});

Deno.test("a row of 0, 1 and 1,000 paths with any name fits, in the light and in the dark", async () => {
  await using server = await ServerProcess.start(QUIET);
  const admin = await server.admin();
  const put = (names: string[]) =>
    admin.json("/api/v1/targets", {
      method: "PUT",
      body: names.map((name, n) => ({ address: `127.1.${n >> 8}.${n & 255}`, name })),
    });
  await using _line = await connectApproved(
    server.url,
    await newWireKey(),
    await enrol(admin, true),
  );
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server, { width: 390, dark: true });
  await put([]);
  await page.goto("/mesh/agent_1");
  await page.getByText("There are no targets yet").waitFor();
  await put([LONG, RIGHT_TO_LEFT, "<b>plain</b>"]);
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of ["/mesh/agent_1", "/mesh/to/target_3"]) {
      await page.goto(path);
      await isLive(page);
      await isAccessible(page, `${path} at ${width}`);
      await keepsWidth(page, width, path);
    }
  }
  await put(Array.from({ length: 1_000 }, (_, n) => `host ${n}`));
  await page.goto("/mesh/agent_1?sort=name");
  await isLive(page);
  const rows = () => page.locator("tbody tr").count();
  await soonEqual("the first rows", rows, 100);
  await pressOn(page.getByRole("link", { name: /Show more of the other/ }), "Enter");
  await soonEqual("more rows", rows, 200);
  await page.locator("svg").nth(199).waitFor();
  assert.deepEqual(browser.trouble, []);
});
