import assert from "node:assert/strict";
import { setTargets } from "./harness/api.ts";
import { TestBrowser } from "./harness/browser.ts";
import { freePort } from "./harness/free_port.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soon, soonEqual, soonMatch } from "./harness/soon.ts";
import { until } from "./harness/until.ts";

/** Takes every request and counts them. */
function countingReceiver() {
  let requests = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => {
    requests++;
    return new Response(null, { status: 204 });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    requests: () => requests,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

Deno.test("an administrator sets up a channel and a rule, and sees it fire", async () => {
  await using receiver = countingReceiver();
  await using server = await ServerProcess.start();
  const admin = await server.withToken("admin");
  // Nobody listens there, so it fails at once.
  await setTargets(admin, ["127.0.0.1:1"]);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/alerts");
  await page.getByText("There are no rules yet").waitFor();

  await page.getByRole("link", { name: "Channels" }).click();
  await page.waitForURL(/\/alerts\/channels$/);
  await page.getByLabel("Name").fill("hook");
  await page.getByLabel("Address", { exact: true }).fill(receiver.url);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.locator("tr").filter({ hasText: "hook" }).getByRole("button", { name: /test/ })
    .click();
  await page.getByText(/private or loopback address, which/).waitFor();
  assert.equal(receiver.requests(), 0);

  await page.getByRole("link", { name: /^Edit/ }).click();
  await page.getByRole("button", { name: "Save" }).waitFor();
  await page.getByLabel("May be on a private").check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("tr").filter({ hasText: "hook" }).getByRole("button", { name: /test/ })
    .click();
  await page.getByText("The test message has arrived.").waitFor();
  assert.equal(receiver.requests(), 1);

  await page.getByRole("link", { name: "Rules" }).click();
  await page.waitForURL(/\/alerts\/rules$/);
  const loss = page.getByLabel("Loss of the last minute");
  await page.getByLabel("A path is bad when").waitFor();
  await loss.waitFor({ state: "hidden" }); // a field that does not belong is not in sight
  await page.getByLabel("A path is bad when").selectOption("loss");
  await loss.fill("50");
  await page.getByLabel("Name").fill("core is lost");
  await page.getByLabel("Bad rounds").fill("2");
  await page.getByLabel("of the last", { exact: true }).fill("1");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("alert").getByText(/rounds\.bad/).waitFor();
  await soonEqual("what was typed", () => page.getByLabel("Name").inputValue(), "core is lost");
  await page.getByLabel("Bad rounds").fill("1");
  await page.getByLabel("hook").check();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.locator("tr").filter({ hasText: "core is lost" }).getByText("loss ≥ 50 %").waitFor();

  await until("it fires", receiver.requests, (requests) => requests === 2, 60_000);
  await page.goto("/alerts");
  await page.getByRole("region", { name: "Firing now" }).getByText("127.0.0.1:1").first().waitFor();
  await page.getByRole("region", { name: "History" }).getByText("fired").first().waitFor();

  await page.goto("/alerts/rules");
  await page.getByText("Delete…").click();
  await page.getByRole("button", { name: "Delete it" }).click();
  await page.getByText("There are no rules yet").waitFor();
  // The browser reports the refusal's status itself.
  assert.deepEqual(browser.trouble.filter((line) => !/status of 422/.test(line)), []);
});

Deno.test("the page of alerts shows by itself what fires and what clears", async () => {
  await using server = await ServerProcess.start();
  const admin = await server.withToken("admin");
  const hostname = "127.0.0.1", port = freePort();
  await setTargets(admin, [`${hostname}:${port}`]);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  const rule = {
    name: "port is shut",
    condition: { kind: "state", states: ["fail"] },
    ...{ rounds: { bad: 1, of: 1 }, clear_rounds: 1, enabled: false },
  };
  const { id } = await admin.post<{ id: number }>("/api/v1/alerts/rules", rule, 201);
  await page.goto("/alerts");
  await page.getByText("Nothing fires.").waitFor();
  await page.getByText("Nothing has happened yet.").waitFor();
  await page.locator('.live[data-live="live"]').waitFor();
  // Lost when the page is loaded again.
  await page.evaluate(() => document.title = "the same page");

  await admin.json(`/api/v1/alerts/rules/${id}`, {
    method: "PUT",
    body: { ...rule, enabled: true },
  });
  const firing = page.getByRole("region", { name: "Firing now" });
  const events = page.getByRole("region", { name: "History" });
  const seen = { timeout: 60_000 };
  await firing.locator("tr").filter({ hasText: "port is shut" }).waitFor(seen);
  await events.locator("tr").filter({ hasText: "fired" }).waitFor();

  const { response } = await admin.text(`/api/v1/alerts/rules/${id}`, { method: "DELETE" });
  assert.equal(response.status, 204);
  await events.locator("tr").filter({ hasText: "cleared" }).waitFor(seen);
  await firing.getByText("Nothing fires.").waitFor();
  await soonEqual("it was not loaded again", () => page.title(), "the same page");
  assert.deepEqual(browser.trouble, []);

  await server.stop();
  await page.locator('.live[data-live="reconnecting"]').waitFor();
});

Deno.test("a maintenance window is added for a group, and shown as open", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const operator = await server.withToken("operator");
  await operator.json("/api/v1/targets", {
    method: "PUT",
    body: [{ address: "127.0.0.1", group: "lab" }],
  });
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/alerts/windows");
  await page.getByLabel("Name").fill("router swap");
  await page.getByLabel("From UTC").fill("2020-01-01T00:00");
  await page.getByLabel("To UTC").fill("2020-01-02T00:00");
  await page.getByLabel("Watches").selectOption("group:lab");
  await page.getByLabel("Repeats").selectOption("daily");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const row = page.locator("tr").filter({ hasText: "router swap" });
  await row.getByText("open").waitFor();
  await row.getByText("lab").waitFor();
  assert.deepEqual(browser.trouble, []);
});

Deno.test("a token is made on its page, shown once, used, and revoked", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/admin/tokens");
  await page.getByLabel("Name").fill("grafana");
  await page.getByLabel("Role").selectOption("viewer");
  await page.getByLabel("Lives for").selectOption("30");
  await page.getByRole("button", { name: "Make a token" }).click();
  const code = page.locator("code").filter({ hasText: "mpt_" });
  const token = await soonMatch("the token is shown", () => code.innerText(), /^mpt_\S+$/);
  const headers = { authorization: `Bearer ${token}` };
  const asks = async () => (await server.nobody.text("/api/v1/me", { headers })).response.status;
  assert.equal(await asks(), 200);

  await page.goto("/admin/tokens");
  const row = page.locator("tr").filter({ hasText: "grafana" });
  await row.locator("[data-k='Last use']").getByText("ago").waitFor();
  assert.ok(!(await page.content()).includes(token), "it is not shown again");
  await row.getByText("Revoke…").click();
  await row.getByRole("button", { name: "Revoke it" }).click();
  await row.getByText("revoked").waitFor();
  assert.equal(await asks(), 401);
  assert.deepEqual(browser.trouble, []);
});

Deno.test("the reference of the API names every call, in both languages", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using browser = await TestBrowser.launch();
  for (const [locale, answer] of [["en-US", "Answer 200"], ["ja-JP", "応答 200"]]) {
    const page = await browser.loggedIn(server, { locale });
    await page.goto("/docs/api");
    await page.getByRole("heading", { name: "PUT /api/v1/targets", exact: true }).waitFor();
    await page.getByText(answer).first().waitFor();
    const calls = () => page.locator("article.call").count();
    await soon("every call", calls, (count) => assert.ok(count > 45));
  }
  assert.deepEqual(browser.trouble, []);
});

Deno.test("a token ends by itself, and the command line says so", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const create = ["token", "create", "--name", "short", "--expires", "2s"];
  const token = (await server.adminCommand(create)).trim();
  const headers = { authorization: `Bearer ${token}` };
  await until(
    "it has ended",
    async () => (await server.nobody.text("/api/v1/me", { headers })).response.status,
    (status) => status === 401,
  );
  assert.match(await server.adminCommand(["token", "list"]), /short\tviewer\texpired/);
});
