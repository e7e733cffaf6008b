import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { sendSyslog } from "./harness/send_syslog.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soonEqual } from "./harness/soon.ts";

const MAX_SCRIPT_BYTES = 120_000;
const LINE = "<6>Nov 20 20:59:10 fw kernel: IPT_ICMP IN=eth0 OUT= MAC= SRC=8.8.8.8 DST=10.9.0.1 " +
  "LEN=84 TOS=0x00 PREC=0x00 TTL=64 ID=50062 DF PROTO=ICMP TYPE=8 CODE=0 ID=16347 SEQ=7";

Deno.test("the traffic page with chart and map is light, and stands still for who wants that", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await sendSyslog(server.syslog, [LINE]);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.emulateMedia({ reducedMotion: "reduce" });
  const scripts = new Set<string>();
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith(".js")) scripts.add(pathname);
  });
  await page.goto("/traffic");
  await isLive(page);
  await page.locator("svg.map g.at").first().waitFor();
  await page.locator('svg.map .land:not([d=""])').waitFor();
  await page.waitForLoadState("networkidle");
  const sizes = await Promise.all([...scripts].map(async (path) => {
    const { text } = await server.nobody.text(path);
    return [path, gzipSync(text).length] as const;
  }));
  const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
  assert.ok(sizes.length > 1 && bytes > 20_000, "the scripts were seen");
  assert.ok(bytes <= MAX_SCRIPT_BYTES, `${bytes} bytes: ${JSON.stringify(sizes)}`);
  const moving = () =>
    page.evaluate(() =>
      document.getAnimations().filter(({ playState, effect }) =>
        playState === "running" && Number(effect?.getComputedTiming().duration) > 10
      ).length
    );
  await soonEqual("nothing moves", moving, 0);
  assert.deepEqual(browser.trouble, []);
});
