import assert from "node:assert/strict";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soonEqual } from "./harness/soon.ts";

interface Watching {
  watchers: { person: string; address: string; topic: string; place: { kind: string } }[];
}

Deno.test("an administrator sees who has a live page open, and from where", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using browser = await TestBrowser.launch();
  const matrix = await browser.loggedIn(server);
  await matrix.goto("/");
  await isLive(matrix);
  const traffic = await browser.loggedIn(server);
  await traffic.goto("/traffic");
  await isLive(traffic);

  const admin = await server.admin();
  const watching = async () => {
    const { watchers } = await admin.json<Watching>("/api/v1/watchers");
    return watchers.map(({ person, address, topic, place }) =>
      [person, address, topic, place.kind].join(" ")
    );
  };
  await soonEqual("both are seen", watching, [
    "admin 127.0.0.1 traffic loopback",
    "admin 127.0.0.1 matrix loopback",
  ]);

  const page = await browser.loggedIn(server);
  await page.goto("/admin/watchers");
  const row = page.getByRole("row").filter({ hasText: "127.0.0.1" });
  await row.filter({ hasText: "Traffic" }).waitFor();
  await matrix.close();
  await traffic.close();
  await soonEqual("they have left", watching, []);
  await row.first().waitFor({ state: "detached" });
  assert.deepEqual(browser.trouble, []);

  const operator = await server.withToken("operator");
  await operator.json("/api/v1/watchers", { status: 403 });
  assert.equal((await operator.text("/admin/watchers")).response.status, 403);
});
