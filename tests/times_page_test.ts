import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { TargetsAnswer } from "./harness/answers.ts";
import { agentsOf, cellsByAddress, enrol } from "./harness/api.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import type { Client } from "./harness/client.ts";
import { sendSyslog } from "./harness/send_syslog.ts";
import { pressOn } from "./harness/press_on.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soonEqual, soonMatch } from "./harness/soon.ts";
import { until } from "./harness/until.ts";
import { newWireKey, WireAgent } from "./harness/wire_agent.ts";

const SOURCE = "203.0.113.77", ZONE = "Australia/Darwin", AHEAD_MS = 9.5 * 3_600_000;
const PING = "<6>Nov 20 20:59:10 fw kernel: [ 2719.689538] IPT_ICMP IN=eth0 OUT= MAC= " +
  `SRC=${SOURCE} DST=10.9.0.1 LEN=84 TOS=0x00 PREC=0x00 TTL=64 ID=50062 DF PROTO=ICMP TYPE=8 ` +
  "CODE=0 ID=16347 SEQ=1";

/** A few rounds, on a machine that has much else to do. */
const ROUNDS_MS = 60_000;

/** What is wrong with the times in sight: words of a time that are none, times that lack a zone. */
function wrongTimes(page: Page): Promise<string[]> {
  return page.evaluate(({ zone, aheadMs }) => {
    const wrong: string[] = [];
    const words =
      /(?<![\d.:])\d{1,2}:\d\d(:\d\d)?(?![\d:])|\d{4}-\d\d-\d\d|\d \w+ ago\b|\bfor \d+ (s|min|h|d)\b/;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? "", parent = node.parentElement!;
      // Lines and records as they came, addresses, what is typed: none of them is ours to set.
      if (
        parent.closest(
          "time, script, code, .mono:not(:has(time)), textarea, option, .raw, .audit .wrap",
        )
      ) {
        continue;
      }
      if (words.test(text)) wrong.push(`no <time>: ${text}`);
    }
    const utc = (atMs: number) => new Date(atMs).toISOString().slice(0, 19).replace("T", " ");
    for (const time of document.querySelectorAll("time")) {
      const atMs = Date.parse(time.dateTime);
      const title = `${utc(atMs + aheadMs)} ${zone} · ${utc(atMs)} UTC`;
      if (time.title !== title) wrong.push(`title of ${time.outerHTML}, not ${title}`);
      const whole = time.textContent!.match(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      if (whole && whole[0] !== utc(atMs + aheadMs)) wrong.push(`not local: ${time.outerHTML}`);
    }
    return wrong;
  }, { zone: ZONE, aheadMs: AHEAD_MS });
}

/** Gives a server something of every kind to say a time of; returns the target that never answers. */
async function furnish(server: ServerProcess, admin: Client): Promise<string> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const door = `127.0.0.1:${listener.addr.port}`;
  const { targets } = await admin.json<TargetsAnswer>("/api/v1/targets", {
    method: "PUT",
    body: [{ address: "127.0.0.1", name: "here" }, { address: door, name: "closed" }],
  });
  await sendSyslog(server.syslog, [PING]);
  await admin.post("/api/v1/users", { name: "kim", role: "viewer" }, 201);
  const year = 31_536_000_000, inAYear = new Date(Date.now() + year).toISOString();
  await admin.post("/api/v1/tokens", { name: "grafana", role: "viewer", expires_in: year }, 201);
  await admin.post("/api/v1/alerts/windows", {
    name: "patch day",
    from: new Date().toISOString(),
    to: inAYear,
    repeat: "none",
    scope: { kind: "group", group: "nowhere" },
  }, 201);
  await admin.post("/api/v1/alerts/rules", {
    name: "closed",
    enabled: true,
    severity: "critical",
    condition: { kind: "loss", percent: 50 },
    scope: { kind: "all" },
    per: "target",
    rounds: { bad: 1, of: 1 },
    agents: 1,
    clear_rounds: 1,
    channels: [],
  }, 201);
  const doorIs = (state: string) =>
    until(
      `the door is ${state}`,
      () => cellsByAddress(admin),
      (cells) => cells[door]?.state === state,
      ROUNDS_MS,
    );
  await doorIs("ok");
  listener.close();
  await doorIs("fail");
  await until(
    "an alert",
    async () => {
      const { alerts } = await admin.json<{ alerts: unknown[] }>("/api/v1/alerts");
      return alerts.length > 0;
    },
    Boolean,
    ROUNDS_MS,
  );
  return targets.find(({ name }) => name === "closed")!.id;
}

/** Pages, and how many times each has to show at least. */
const PAGES: [path: string, times: number][] = [
  ["/", 2],
  ["/?at=agent_1/[closed]", 3],
  ["/?view=table", 1],
  ["/mesh/agent_1", 2],
  ["/mesh/to/target_1", 2],
  ["/mesh/agent_1/[closed]", 3],
  ["/mesh/agent_1/[closed]?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z", 2],
  ["/traffic", 2],
  [`/traffic/ip/${SOURCE}`, 3],
  ["/alerts", 2],
  ["/alerts/windows", 2],
  ["/admin", 1],
  ["/admin/agents/new", 1],
  ["/admin/agents/[ref]", 4],
  ["/admin/targets", 1],
  ["/admin/targets/history", 1],
  ["/admin/setup", 1],
  ["/admin/watchers", 1],
  ["/admin/users", 1],
  ["/admin/tokens", 2],
  ["/admin/audit", 4],
  ["/account", 2],
];

Deno.test("every time on every page is in the reader's zone, and in UTC for whoever points at it", async (t) => {
  await using server = await ServerProcess.start();
  const admin = await server.admin();
  const closed = await furnish(server, admin);
  // Waits to be let in, for as long as the list of agents says.
  await using waiting = await WireAgent.connect(server.url);
  waiting.say(await waiting.hello(await newWireKey(), await enrol(admin, false)));
  await enrol(admin, false);
  const ref = await until(
    "an agent waits",
    () => agentsOf(admin),
    (agents) => agents.length === 2,
  ).then((agents) => agents.find(({ id }) => id === "agent_1")!.ref);

  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server, { zone: ZONE });
  await page.route("**/api/v1/names/*", (route) => route.fulfill({ json: { names: [] } }));
  // Somebody to be seen on the page of who is watching.
  const other = await browser.loggedIn(server);
  await other.goto("/");
  await isLive(other);
  for (const [path, times] of PAGES) {
    await t.step(path, async () => {
      await page.goto(path.replace("[ref]", ref).replace("[closed]", closed));
      await until("enough times", () => page.locator("time").count(), (count) => count >= times);
      await soonEqual("each as it should be", () => wrongTimes(page), []);
    });
  }
  await t.step("a link that ends, and one more that is shown once", async () => {
    await page.goto("/admin/users");
    await page.getByLabel("Name", { exact: true }).fill("lee");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("It is shown this once.").locator("time").waitFor();
    await soonEqual("each as it should be", () => wrongTimes(page), []);
  });
  await t.step("what is typed is in the reader's zone, too", async () => {
    await page.goto("/alerts/windows");
    await page.getByLabel("Name").fill("night shift");
    await page.getByLabel(`From ${ZONE}`).fill("2030-06-01T09:30");
    await page.getByLabel(`To ${ZONE}`).fill("2030-06-01T10:45");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    const row = page.getByRole("row", { name: "night shift" });
    await row.getByText("2030-06-01 09:30:00").waitFor();
    const { windows } = await admin.json<{ windows: { name: string; from: string; to: string }[] }>(
      "/api/v1/alerts/windows",
    );
    const { from, to } = windows.find(({ name }) => name === "night shift")!;
    assert.deepEqual([from, to], ["2030-06-01T00:00:00.000Z", "2030-06-01T01:15:00.000Z"]);
    await row.getByRole("link").first().click();
    const value = () => page.getByLabel(`To ${ZONE}`).inputValue();
    await soonEqual("as it was typed", value, "2030-06-01T10:45");
    await page.goto("/admin/audit");
    await page.getByLabel(`From ${ZONE}`).fill("2030-06-01");
    await page.getByRole("button", { name: "Find" }).click();
    await page.waitForURL(/from=2030-06-01&to=/);
    const link = page.getByRole("link", { name: "CSV" });
    await soonMatch("its day", () => link.getAttribute("href"), /from=2030-05-31T14%3A30%3A00/);
  });
  await t.step("the readout of a path's graph", async () => {
    await page.goto("/mesh/agent_1/target_1");
    await isLive(page);
    const graph = page.getByRole("application", { name: /RTT, loss and distribution/ });
    await pressOn(graph, "ArrowLeft");
    const time = page.locator(".readout time").nth(1);
    await soonMatch("the same in UTC", () => time.innerText(), /UTC$/);
    await soonEqual("each as it should be", () => wrongTimes(page), []);
  });
  await t.step("without script, a time is in UTC and says so", async () => {
    const plain = await browser.loggedIn(server, { zone: ZONE, script: false });
    await plain.goto("/admin/audit");
    const time = plain.locator("td time").first();
    const utc = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/;
    const said = await soonMatch("the time", () => time.innerText(), utc);
    await soonEqual("its title", () => time.getAttribute("title"), said);
  });
  assert.deepEqual(browser.trouble, []);
});
