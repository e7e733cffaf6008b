import assert from "node:assert/strict";
import type { CDPSession } from "playwright-core";
import { FEED_LIMIT } from "@/components/traffic/feed.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { sendSyslog } from "./harness/send_syslog.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { until } from "./harness/until.ts";

/** Fewer than what the server sends of one fifth of a second: every line is drawn. */
const BATCH = 60;

/** Nodes, in the document and out of it, and listeners: what is left after a collection. */
async function held(devTools: CDPSession): Promise<{ nodes: number; listeners: number }> {
  await devTools.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners } = await devTools.send("Memory.getDOMCounters");
  return { nodes, listeners: jsEventListeners };
}

Deno.test("a feed that is full holds no line that is gone: nodes and listeners stay as many", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/traffic");
  await isLive(page);
  let sent = 0;
  const send = async (count: number) => {
    const end = sent + count;
    while (sent < end) {
      const lines = Array.from({ length: BATCH }, () => {
        const n = ++sent;
        return `<6>Nov 20 20:59:10 fw kernel: IPT_ICMP IN=eth0 OUT= MAC= SRC=8.8.${n % 8}.8 ` +
          `DST=10.9.0.1 LEN=84 TTL=64 PROTO=ICMP TYPE=8 CODE=0 ID=7 SEQ=${n}`;
      });
      await sendSyslog(server.syslog, lines);
      await page.getByRole("button", { name: `id 7 seq ${sent}`, exact: false }).first().waitFor();
    }
  };
  await send(FEED_LIMIT);
  const devTools = await page.context().newCDPSession(page);
  const full = await held(devTools);
  assert.ok(full.nodes > 500 && full.listeners > 60, "the page was counted");
  await send(2 * FEED_LIMIT);
  await until(
    `what is held is what a full feed holds: ${JSON.stringify(full)}`,
    () => held(devTools),
    ({ nodes, listeners }) => nodes <= 1.2 * full.nodes && listeners <= 1.2 * full.listeners,
  );
  assert.deepEqual(browser.trouble, []);
});
