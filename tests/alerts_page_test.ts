import assert from "node:assert/strict";
import { setTargets } from "./harness/api.ts";
import { TestBrowser } from "./harness/browser.ts";
import { ServerProcess } from "./harness/server_process.ts";
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
  await page.getByLabel("Name").fill("hook");
  await page.getByLabel("Address", { exact: true }).fill(receiver.url);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.locator("tr").filter({ hasText: "hook" }).getByRole("button", { name: /test/ })
    .click();
  await page.getByText(/private or loopback address, which/).waitFor();
  assert.equal(receiver.requests(), 0);

  await page.getByRole("link", { name: /^Edit/ }).click();
  await page.getByLabel("May be on a private").check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("tr").filter({ hasText: "hook" }).getByRole("button", { name: /test/ })
    .click();
  await page.getByText("The test message has arrived.").waitFor();
  assert.equal(receiver.requests(), 1);

  await page.getByRole("link", { name: "Rules" }).click();
  const loss = page.getByLabel("Loss of the last minute");
  assert.equal(await loss.isVisible(), false, "a field that does not belong is not in sight");
  await page.getByLabel("A path is bad when").selectOption("loss");
  await loss.fill("50");
  await page.getByLabel("Name").fill("core is lost");
  await page.getByLabel("Bad rounds").fill("2");
  await page.getByLabel("of the last", { exact: true }).fill("1");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("alert").getByText(/rounds\.bad/).waitFor();
  assert.equal(await page.getByLabel("Name").inputValue(), "core is lost", "what was typed stays");
  browser.trouble.splice(0); // the browser reports the refusal's status 422 itself
  await page.getByLabel("Bad rounds").fill("1");
  await page.getByLabel("hook").check();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.locator("tr").filter({ hasText: "core is lost" }).getByText("loss ≥ 50 %").waitFor();

  await until("it fires", receiver.requests, (requests) => requests === 2, 45_000);
  await page.goto("/alerts");
  await page.getByRole("region", { name: "Firing now" }).getByText("127.0.0.1:1").first().waitFor();
  await page.getByRole("region", { name: "History" }).getByText("fired").first().waitFor();

  await page.goto("/alerts/rules");
  await page.getByText("Delete…").click();
  await page.getByRole("button", { name: "Delete it" }).click();
  await page.getByText("There are no rules yet").waitFor();
  assert.deepEqual(browser.trouble, []);
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
  await page.getByLabel("From, UTC").fill("2020-01-01T00:00");
  await page.getByLabel("To, UTC").fill("2020-01-02T00:00");
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
  const token = await page.locator("code").filter({ hasText: "mpt_" }).innerText();
  const headers = { authorization: `Bearer ${token}` };
  const asks = async () => (await server.nobody.text("/api/v1/me", { headers })).response.status;
  assert.equal(await asks(), 200);

  await page.goto("/admin/tokens");
  assert.ok(!(await page.content()).includes(token), "it is not shown again");
  const row = page.locator("tr").filter({ hasText: "grafana" });
  await row.locator("[data-k='Last use']").getByText("ago").waitFor();
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
    assert.ok(await page.locator("article.call").count() > 45);
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
