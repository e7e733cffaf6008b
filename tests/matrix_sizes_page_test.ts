import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { keepsWidth } from "./harness/accessibility.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import type { Client } from "./harness/client.ts";
import { pressOn } from "./harness/press_on.ts";
import { repeating } from "./harness/repeating.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soon } from "./harness/soon.ts";
import { connectApproved, newWireKey, type WireAgent } from "./harness/wire_agent.ts";

const ROUND_MS = 5_000, MINUTE_MS = 60_000;

interface NamedTarget {
  name?: string;
  group?: string;
}

/** A server with made-up agents and targets, which report what a test makes them say. */
class Mesh implements AsyncDisposable {
  readonly agents: WireAgent[] = [];
  #stack = new AsyncDisposableStack();
  #revision = 0;
  #round = 0;

  private constructor(readonly server: ServerProcess, readonly client: Client) {
    this.#stack.use(server);
  }

  static async start(agents: number, targets: NamedTarget[]): Promise<Mesh> {
    const server = await ServerProcess.start({ args: ["--no-local-agent"] });
    const mesh = new Mesh(server, await server.admin());
    const body = targets.map((target, n) => ({
      address: `127.77.${n >> 8}.${n & 255}`,
      name: `t${n + 1}`,
      ...target,
    }));
    await mesh.client.json("/api/v1/targets", { method: "PUT", body });
    const { token } = await mesh.client.post<{ token: string }>("/api/v1/enrolments", {
      pre_approved: true,
      uses: agents,
    }, 201);
    for (let n = 0; n < agents; n++) {
      const agent = await connectApproved(server.url, await newWireKey(), token);
      mesh.agents.push(mesh.#stack.use(agent));
      mesh.#revision = (await agent.next("targets")).revision;
    }
    return mesh;
  }

  /** One round of each agent; resolves when the server has them. */
  async report(
    startedAtMs: number,
    resultOf: (agent: number, target: number) => number,
    width: number,
  ): Promise<void> {
    this.send(startedAtMs, resultOf, width);
    for (const agent of this.agents) await agent.acknowledged(1, this.#round);
  }

  /** One round of each agent. */
  send(startedAtMs: number, resultOf: (agent: number, target: number) => number, width: number) {
    const round = ++this.#round;
    for (const [n, agent] of this.agents.entries()) {
      const results = Uint32Array.from({ length: width }, (_, target) => resultOf(n, target));
      const rest = { flags: 0, notes: new Uint8Array(0) };
      agent.sendRound({
        ...{ revision: this.#revision, session: 1, round, startedAtMs, results },
        ...rest,
      });
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}

const picture = (page: Page) => page.getByRole("application");
const panel = (page: Page) => page.getByRole("complementary", { name: /Last hour/ });

Deno.test("the matrix of one cell: the chosen cell is in the address, and comes back by it", async () => {
  await using mesh = await Mesh.start(1, [{}]);
  await mesh.report(Date.now() - 1_000, () => 12_345, 1);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(mesh.server);
  await page.goto("/");
  await isLive(page);
  await page.getByRole("application", { name: "Matrix of 1 agents by 1 targets" }).waitFor();
  await pressOn(picture(page), "ArrowRight");
  await panel(page).waitFor();
  await page.waitForURL(/\?at=agent_1\/target_\d+$/);
  await page.reload();
  await panel(page).getByText("12 ms").first().waitFor();
  await isLive(page);
  await pressOn(picture(page), "Escape");
  await panel(page).waitFor({ state: "detached" });
  await page.waitForURL((url) => url.search === "");
  await pressOn(picture(page), "Enter");
  await page.getByText("the agent connected").waitFor();
  assert.deepEqual(browser.trouble, []);
});

Deno.test("the matrix of 200,000 cells: counts, a sentence, and its last cell by address", async () => {
  const agents = 200, targets = 1_000;
  await using mesh = await Mesh.start(agents, Array(targets).fill({}));
  const fails = (agent: number, target: number) => agent === 199 && target === 999;
  const result = (agent: number, target: number) =>
    fails(agent, target) ? RESULT_CODES.timeout : 1_000 + target;
  const nowMs = Date.now();
  await mesh.report(nowMs - 6_000, result, targets);
  await mesh.report(nowMs - 1_000, result, targets);
  const { targets: list } = await mesh.client.json<{ targets: { id: string }[] }>(
    "/api/v1/targets",
  );
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(mesh.server);
  await page.goto(`/?at=agent_200/${list[999].id}`);
  await panel(page).getByText("t1000").waitFor();
  await page.getByRole("application", { name: "Matrix of 200 agents by 1000 targets" }).waitFor();
  const scrolled = () =>
    picture(page).evaluate(({ scrollLeft, scrollTop }) => ({ scrollLeft, scrollTop }));
  await soon("the last cell is brought into view", scrolled, ({ scrollLeft, scrollTop }) => {
    assert.ok(scrollLeft > 10_000 && scrollTop > 1_000, `at ${scrollLeft}, ${scrollTop}`);
  });
  await pressOn(picture(page), "Home");
  await panel(page).getByText("t1", { exact: true }).waitFor();
  await soon("the first too", scrolled, ({ scrollLeft }) => assert.equal(scrollLeft, 0));
  await keepsWidth(page, 1440, "the matrix");
  assert.deepEqual(browser.trouble, []);
});

Deno.test("names of 200 letters and names from right to left keep to their place", async () => {
  const long = "long-name-".repeat(20), hebrew = "שרת-תל-אביב", arabic = "خادم القاهرة";
  await using mesh = await Mesh.start(3, [{ name: long }, { name: hebrew, group: arabic }, {}]);
  await mesh.report(Date.now() - 1_000, () => 500, 3);
  for (const [agent, name] of [["agent_1", long], ["agent_2", hebrew], ["agent_3", arabic]]) {
    await mesh.client.json(`/api/v1/agents/${agent}`, {
      method: "PATCH",
      body: { name, group: arabic },
    });
  }
  await using browser = await TestBrowser.launch();
  for (const width of [1440, 390]) {
    const page = await browser.loggedIn(mesh.server, { width, height: 844 });
    for (const path of ["/", "/?view=table", "/?size=S", "/admin", "/?wall=1"]) {
      await page.goto(path);
      await page.getByRole("main").waitFor();
      await keepsWidth(page, width, path);
    }
    await page.goto("/");
    await isLive(page);
    for (const [key, name] of [["End", hebrew], ["Home", long]]) {
      await pressOn(picture(page), key);
      await panel(page).getByText(name).last().waitFor();
      await soon(`the panel of ${name} is on the page`, () => panel(page).boundingBox(), (box) => {
        assert.ok(box && box.x >= 0 && box.x + box.width <= width, Deno.inspect(box));
      });
      await keepsWidth(page, width, "the matrix with its panel");
    }
  }
  assert.deepEqual(browser.trouble, []);
});

Deno.test("agents get a site on the page, and a site that loses is named with it", async () => {
  const groups = ["Tokyo", "Tokyo", "Osaka", "Osaka"];
  await using mesh = await Mesh.start(3, groups.map((group) => ({ group })));
  for (const agent of ["agent_1", "agent_2"]) {
    await mesh.client.json(`/api/v1/agents/${agent}`, {
      method: "PATCH",
      body: { group: "Tokyo" },
    });
  }
  // One of twelve is lost in whatever minute; who falls silent would have no data.
  let round = 0;
  const startMs = Date.now() - MINUTE_MS;
  const report = () => {
    while (startMs + round * ROUND_MS < Date.now()) {
      const isLossy = round % 12 === 6;
      const lost = (agent: number, target: number) => isLossy && agent < 2 && target > 1;
      const result = (agent: number, target: number) =>
        lost(agent, target) ? RESULT_CODES.timeout : 900;
      mesh.send(startMs + round++ * ROUND_MS, result, groups.length);
    }
  };
  using _rounds = repeating(1_000, report);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(mesh.server);
  await page.goto("/");
  const said = page.getByRole("listitem").filter({ hasText: "Tokyo to Osaka loses 8.3 %" });
  await said.waitFor();
  await said.getByRole("link").click();
  await page.getByRole("application", { name: "Matrix of 2 agents by 2 targets" }).waitFor();

  await page.goto("/admin");
  const row = page.locator("tr").filter({ hasText: "agent_3" });
  await row.locator("summary").filter({ hasText: "Edit" }).click();
  await row.getByLabel("Site").fill("Nagoya");
  await row.getByLabel("Name").fill("ngo-edge");
  await row.getByRole("button", { name: "Save" }).click();
  await page.locator("tr").filter({ hasText: "ngo-edge" }).getByText("Nagoya").waitFor();
  await page.goto("/?filter=nagoya");
  await page.getByRole("application", { name: "Matrix of 1 agents by 4 targets" }).waitFor();
  assert.deepEqual(browser.trouble, []);
});
