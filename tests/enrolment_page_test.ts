import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { isAccessible, keepsWidth } from "./harness/accessibility.ts";
import { agentsOf, enrol, pointsOf } from "./harness/api.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { pressOn } from "./harness/press_on.ts";
import { paste } from "./harness/paste.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soonEqual, soonMatch } from "./harness/soon.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";
import { until } from "./harness/until.ts";
import { newWireKey, WireAgent } from "./harness/wire_agent.ts";

const QUIET = ["--no-local-agent"];

async function pastedCommand(page: Page): Promise<string> {
  const command = page.locator("details[open] code").filter({ hasText: "mp1_" });
  return await soonMatch("the command is shown", () => command.innerText(), /mp1_\S+/);
}

Deno.test("a pasted command brings an agent, which is seen, approved on the spot, and given a new key", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start({ args: QUIET });
  await using browser = await TestBrowser.launch();
  const admin = await server.admin();
  const page = await browser.loggedIn(server);
  await page.goto("/admin");
  await page.getByRole("link", { name: "Add an agent" }).click();
  await page.getByLabel("Ends after").selectOption("15m");
  await page.getByRole("button", { name: "Make a token" }).click();
  await page.getByText("Waiting for it to call").waitFor();
  await isLive(page);
  const stateDir = join(folder.path, "state");
  await using agent = paste(await pastedCommand(page), { stateDir, name: "pasted-1" });
  await page.getByText("It has called").waitFor();
  const [{ ref }] = await agentsOf(admin);
  await page.getByRole("link", { name: "pasted-1" }).waitFor();
  const startedAt = agent.stderr.length;
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByText("It is agent_1, and probes.").waitFor();
  await agent.line("stderr", /probing \d+ targets/);
  assert.doesNotMatch(agent.stderr.slice(startedAt), /no connection/, "nobody restarted it");
  await until("it reports", () => pointsOf(admin, "agent_1", "target_1"), (p) => p.length > 0);

  await page.goto(`/admin/agents/${ref}`);
  await page.getByText("approved", { exact: true }).waitFor();
  await page.getByText("by admin").first().waitFor();
  const before = (await agentsOf(admin))[0] as unknown as { fingerprint: string };
  await page.getByText("New key…").click();
  await page.getByRole("button", { name: "Make the token" }).click();
  await isLive(page);
  const rotation = await pastedCommand(page);
  await agent.stop();
  await using again = paste(rotation, { stateDir, name: "pasted-1" });
  await page.getByText("It has called").waitFor();
  await page.getByText("has a new key").waitFor();
  await again.line("stderr", /agent_1 is approved/);
  const after = (await agentsOf(admin))[0] as unknown as { fingerprint: string };
  assert.notEqual(after.fingerprint, before.fingerprint);
  assert.deepEqual(browser.trouble, []);
});

Deno.test("open tokens are listed and revoked; a pre-approved token needs no click", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start({ args: QUIET });
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/admin/agents/new");
  await page.getByLabel("Name").fill("edge");
  await page.getByLabel("For how many agents").fill("2");
  await page.getByLabel("Approve it at once").check();
  await page.getByRole("button", { name: "Make a token" }).click();
  await isLive(page);
  const command = await pastedCommand(page);
  await using _agent = paste(command, { stateDir: join(folder.path, "a"), name: "ignored" });
  await page.getByText("1 of 2 have called").waitFor();
  await page.getByText("It is agent_1, and probes.").waitFor();
  await page.goto("/admin/agents/new");
  const row = page.locator("tr").filter({ hasText: "edge" });
  await row.getByText("1 / 2").waitFor();
  await row.getByRole("button", { name: "Revoke" }).click();
  await page.getByText("each token ends when").waitFor();
  await using refused = paste(command, { stateDir: join(folder.path, "b"), name: "late" });
  await refused.line("stderr", /refused: the token is spent, expired or unknown/);
  assert.deepEqual(browser.trouble, []);
});

Deno.test("POST /enrolments and admin enrol take the same options, and both tokens can be revoked", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const made = await admin.post<{ id: string; commands: { way: string; text: string }[] }>(
    "/api/v1/enrolments",
    { name: "api", uses: 3, expires_in: 60_000, pre_approved: true },
    201,
  );
  assert.deepEqual(made.commands.map(({ way }) => way), [
    ...["task", "npm", "bundle", "program", "service"],
  ]);
  await server.adminCommand(
    ["enrol", "--name", "cli", "--uses", "2", "--expires", "7d", "--pre-approved"],
  );
  const list = async () =>
    (await admin.json<{ enrolments: Record<string, unknown>[] }>("/api/v1/enrolments")).enrolments;
  const open = await list();
  assert.deepEqual(open.map(({ name, uses, pre_approved }) => [name, uses, pre_approved]), [
    ["cli", 2, true],
    ["api", 3, true],
  ]);
  assert.ok(open.every((one) => !("secret" in one) && !("token" in one)));
  const listed = await server.adminCommand(["enrol", "list"]);
  assert.match(listed, new RegExp(`^${open[0].id}\tcli\t2/2\tpre-approved\t`, "m"));
  await server.adminCommand(["enrol", "revoke", String(open[0].id)]);
  const { response } = await admin.text(`/api/v1/enrolments/${made.id}`, { method: "DELETE" });
  assert.equal(response.status, 204);
  assert.deepEqual(await list(), []);
  const viewer = await server.withToken("viewer");
  assert.equal((await viewer.text("/api/v1/enrolments")).response.status, 403);
});

Deno.test("agents are searched, picked with the keyboard alone, and approved together", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  await using browser = await TestBrowser.launch();
  const admin = await server.admin();
  await using stack = new AsyncDisposableStack();
  for (let n = 0; n < 3; n++) {
    const agent = stack.use(await WireAgent.connect(server.url));
    agent.say(await agent.hello(await newWireKey(), await enrol(admin, false)));
    await agent.next("status");
  }
  const page = await browser.loggedIn(server);
  await page.goto("/admin?q=wire");
  await isLive(page);
  const search = page.getByLabel("Search agents");
  await soonEqual("it searches by the address", () => search.inputValue(), "wire");
  await search.fill("nobody");
  await page.getByText("No agent fits the search.").waitFor();
  await soonEqual("the address keeps it", () => new URL(page.url()).search, "?q=nobody");
  await search.fill("");
  await page.getByLabel("Select wire").nth(2).waitFor();
  await isAccessible(page, "those that wait");

  await pressOn(page.getByLabel("Select all"), "Space");
  await page.getByRole("button", { name: "Approve the selected 3" }).waitFor();
  await pressOn(page.getByLabel("Select wire").first(), "Space");
  await pressOn(page.getByRole("button", { name: "Approve the selected 2" }), "Enter");
  await page.getByText("2 agents, 2 connected").waitFor();
  const statuses = async () => (await agentsOf(admin)).map(({ status }) => status).sort();
  await soonEqual("two of three", statuses, ["approved", "approved", "pending"]);
  assert.deepEqual(browser.trouble, []);
});

Deno.test("axe-core finds nothing on the pages of agents, wide or narrow, light or dark", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  await using browser = await TestBrowser.launch();
  const admin = await server.admin();
  await using agent = await WireAgent.connect(server.url);
  agent.say(await agent.hello(await newWireKey(), await enrol(admin, false)));
  await agent.next("status");
  await enrol(admin, true);
  const [{ ref }] = await agentsOf(admin);
  for (const view of [{ dark: true }, { width: 390, height: 844 }]) {
    const page = await browser.loggedIn(server, view);
    for (const path of ["/admin", "/admin/agents/new", `/admin/agents/${ref}`]) {
      await page.goto(path);
      await page.getByRole("main").waitFor();
      await isAccessible(page, path);
      await keepsWidth(page, view.width ?? 1440, path);
    }
    await page.goto("/admin/agents/new");
    await page.getByRole("button", { name: "Make a token" }).click();
    await pastedCommand(page);
    await isLive(page);
    await isAccessible(page, "with a token");
  }
});
