import assert from "node:assert/strict";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { sendSyslog } from "./harness/send_syslog.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soon, soonEqual, soonMatch } from "./harness/soon.ts";
import { until } from "./harness/until.ts";

const PING = "<6>Nov 20 20:59:10 fw kernel: [ 2719.689538] IPT_ICMP IN=eth0 OUT= MAC= " +
  "SRC=8.8.8.8 DST=10.9.0.1 LEN=84 TOS=0x00 PREC=0x00 TTL=64 ID=50062 DF PROTO=ICMP TYPE=8 " +
  "CODE=0 ID=16347 SEQ=7";
const HOSTILE = [
  `<14>Nov 20 20:59:10 <b>host</b> <i>app</i>: <script>globalThis.owned=1</script>`,
  `<14>Nov 20 20:59:10 web nginx: 203.0.113.9 - - [20/Nov/2026:21:14:05 +0000] ` +
  `"GET /<img/src=x/onerror=globalThis.owned=1> HTTP/1.1" 404 153 "-" "<svg/onload=globalThis.owned=1>"`,
  "<14>Nov 20 20:59:10 esc app: \u001b[31mred\u001b[0m \u0007 \u202egnp.exe \u0000",
];

Deno.test("a ping's log line is on the traffic page with its place, without a reload", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/traffic");
  await isLive(page);
  await page.getByText("IPT_ICMP").first().waitFor(); // the empty page says what to send
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  await sendSyslog(server.syslog, [PING]);
  const row = page.locator("tr[data-row]").filter({ hasText: "8.8.8.8" });
  await row.getByText("echo request, id 16347 seq 7").waitFor();
  await soonMatch("its country", () => row.innerText(), /US/);
  await row.getByText("echo request").click();
  await page.getByText("IPT_ICMP IN=eth0").waitFor();
  assert.equal(await page.evaluate(() => "sameDocument" in globalThis), true, "no reload");
  assert.deepEqual(browser.trouble, []);
});

Deno.test("hostile log lines are text on the page: no markup, no script, nothing invisible", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await sendSyslog(server.syslog, HOSTILE);
  await page.goto("/traffic");
  await isLive(page);
  const rows = page.locator("tr[data-row]");
  await soonEqual("all lines are there", () => rows.count(), HOSTILE.length);
  for (let n = 0; n < HOSTILE.length; n++) {
    await rows.nth(n).locator("button").first().click();
    await rows.nth(n).and(page.locator(".open")).waitFor();
  }
  const look = () =>
    page.evaluate(() => ({
      owned: "owned" in globalThis,
      markup: document.querySelectorAll("main script, main img, main i[class=''], main b b").length,
      text: document.querySelector("main")!.innerText,
    }));
  await soon("the lines are text", look, ({ owned, markup, text }) => {
    assert.equal(owned, false);
    assert.equal(markup, 0);
    assert.match(text, /<script>globalThis\.owned=1<\/script>/);
    assert.match(text, /ESC/);
    // deno-lint-ignore no-control-regex -- that there are none is the point
    assert.doesNotMatch(text, /[\u0000\u0007\u001b\u202e]/);
  });
  assert.deepEqual(browser.trouble, []);
});

Deno.test("the feed pauses, says how many wait, and goes on", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/traffic");
  await isLive(page);
  await sendSyslog(server.syslog, [PING]);
  const rows = page.locator("tr[data-row]");
  await soonEqual("the first line is there", () => rows.count(), 1);
  await page.getByRole("button", { name: "Pause" }).click();
  await sendSyslog(server.syslog, [PING, PING]);
  await page.getByText(/Paused at .* 2 wait/).waitFor();
  await soonEqual("those that wait are not shown", () => rows.count(), 1);
  await page.getByRole("button", { name: "Resume" }).click();
  await soonEqual("all lines are there", () => rows.count(), 3);
  assert.deepEqual(browser.trouble, []);
});

Deno.test("a newcomer learns of more than the feed holds: what came in the last minutes", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/");
  await sendSyslog(server.syslog, Array(300).fill(PING));
  const told = () =>
    page.evaluate(() =>
      new Promise<{ events: unknown[]; rate: { counts: { icmp: number }; leftOut: number }[] }>(
        (resolve, reject) => {
          const socket = new WebSocket(
            `${location.origin.replace("http", "ws")}/live?topic=traffic`,
          );
          socket.onerror = () => reject(new Error("no connection to /live"));
          socket.onmessage = ({ data }) => {
            socket.close();
            resolve(JSON.parse(data));
          };
        },
      )
    );
  await soon("the counts of all lines", told, ({ events, rate }) => {
    assert.equal(events.length, 200);
    assert.equal(rate.reduce((sum, { counts, leftOut }) => sum + counts.icmp + leftOut, 0), 300);
  });
  assert.deepEqual(browser.trouble, []);
});

Deno.test("numbers that a program posts are a chart beside its lines", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using browser = await TestBrowser.launch();
  const operator = await server.withToken("operator");
  const lines = [{ celsius: 20 }, { celsius: 23, humidity: 0.5 }, { note: "none" }];
  await operator.post("/api/v1/sources/greenhouse/lines", lines, 200);
  await sendSyslog(server.syslog, [PING]);
  const series = await until(
    "the numbers are counted",
    () => operator.json<{ series: unknown[] }>("/api/v1/traffic/numbers?source=greenhouse"),
    ({ series }) => series.length === 2,
  );
  assert.partialDeepStrictEqual(series.series, [
    { name: "celsius", points: [{ count: 2, min: 20, mean: 21.5, max: 23 }] },
    { name: "humidity", points: [{ count: 1, min: 0.5, mean: 0.5, max: 0.5 }] },
  ]);
  const page = await browser.loggedIn(server);
  await page.goto("/traffic");
  await isLive(page);
  await page.getByRole("button", { name: "only this greenhouse" }).click();
  const chart = page.getByRole("img", { name: /^celsius, the last hour: from 20 to 23$/ });
  await chart.waitFor();
  await page.getByRole("img", { name: /^humidity/ }).waitFor();
  const rows = page.locator("tr[data-row]");
  await soonEqual("only its lines are shown", () => rows.count(), 3);
  await page.waitForURL(/\?sender=greenhouse$/);
  assert.deepEqual(browser.trouble, []);
});
