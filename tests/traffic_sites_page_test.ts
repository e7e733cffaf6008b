import assert from "node:assert/strict";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { sendSyslog } from "./harness/send_syslog.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soon, soonEqual, soonMatch } from "./harness/soon.ts";

const request = (site: string, status: number, seconds: number) =>
  `<190>Nov 21 02:00:00 web-1 nginx: 8.8.8.8 - - [21/Nov/2026:02:00:00 +0000] "GET / HTTP/1.1" ${status} 10 "-" ` +
  `"curl/8" rt=${seconds} host=${site}`;

Deno.test("each web site has its requests, errors and response times, and filters the feed", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await sendSyslog(server.syslog, [
    ...Array.from({ length: 3 }, () => request("shop.example", 200, 0.1)),
    request("shop.example", 503, 2),
    request("docs.example", 404, 0.01),
    "<14>app: hello",
  ]);
  await page.goto("/traffic");
  await isLive(page);
  const sites = page.getByRole("region", { name: "Web sites" });
  const shop = sites.getByRole("row").filter({ hasText: "shop.example" });
  await soon("the shop's figures", () => shop.innerText(), (text) => {
    const figures = text.split(/\s+/);
    assert.deepEqual(figures.slice(0, 3), ["shop.example", "4", "25"], text);
    // Response times are exact to 9 %.
    const p50Ms = Number(figures[4]), p95Ms = Number(figures[5]);
    assert.ok(Math.abs(p50Ms - 100) < 10 && Math.abs(p95Ms - 2_000) < 200, text);
  });
  await soonMatch("404 is the asker's error", () => sites.innerText(), /docs\.example\s+1\s+0/);

  await shop.getByRole("button").click();
  const rows = page.locator("tr[data-row]");
  await soonEqual("its requests only", () => rows.count(), 4);
  await page.waitForURL(/kind=http/);
  // The flag is there, and its font is ours.
  await rows.first().locator(".flag").waitFor();
  await soonMatch("its country", () => rows.first().innerText(), /US/);
  assert.deepEqual(browser.trouble, []);
});
