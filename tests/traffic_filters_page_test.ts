import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { isAccessible, keepsWidth } from "./harness/accessibility.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { focusOn, hasFocus, pressOn } from "./harness/press_on.ts";
import { sendSyslog } from "./harness/send_syslog.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soonEqual, soonMatch } from "./harness/soon.ts";
import { until } from "./harness/until.ts";

const ping = (src: string, seq: number) =>
  "<6>Nov 20 20:59:10 fw kernel: [ 2719.689538] IPT_ICMP IN=eth0 OUT= MAC= " +
  `SRC=${src} DST=10.9.0.1 LEN=84 TOS=0x00 PREC=0x00 TTL=64 ID=50062 DF PROTO=ICMP TYPE=8 ` +
  `CODE=0 ID=16347 SEQ=${seq}`;
const request = (src: string, path: string, status: number) =>
  `<190>Nov 20 20:59:10 web nginx: ${src} - - [20/Nov/2026:21:14:05 +0000] ` +
  `"GET ${path} HTTP/1.1" ${status} 153 "-" "curl/8"`;
const LINES = [
  ping("8.8.8.8", 7),
  ping("10.9.0.7", 8),
  request("203.0.113.9", "/a", 200),
  request("10.9.0.8", "/b", 502),
  `<14>Nov 20 20:59:10 slow app: ${"a".repeat(60)}!`,
];

/** A server that has received `LINES`, and its traffic page. */
async function open(path = "/traffic") {
  const stack = new AsyncDisposableStack();
  const server = stack.use(await ServerProcess.start({ args: ["--no-local-agent"] }));
  const browser = stack.use(await TestBrowser.launch());
  const page = await browser.loggedIn(server);
  await page.goto("/traffic");
  await isLive(page);
  await page.getByText("IPT_ICMP").first().waitFor();
  await sendSyslog(server.syslog, LINES);
  await isCount(page, "every line", LINES.length);
  await page.goto(path);
  await isLive(page);
  return { page, server, browser, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const rowsOf = (page: Page) => page.locator("tr[data-row]");
const isCount = (page: Page, what: string, count: number) =>
  soonEqual(what, () => rowsOf(page).count(), count);
const hasSearch = (page: Page, search: string) =>
  soonEqual("the address keeps it", () => new URL(page.url()).search, search);

Deno.test("filters narrow the feed, stand in the address, and come back from it", async () => {
  await using traffic = await open();
  const { page, browser } = traffic;
  await isCount(page, "every line", LINES.length);
  await page.getByLabel("source address or range").fill("10.9.0.0/16");
  await isCount(page, "the range", 2);
  await page.getByLabel("Status").selectOption("5xx");
  await isCount(page, "failed requests of the range", 1);
  await page.getByRole("button", { name: "1 h", exact: true }).click();
  const kept = () => Object.fromEntries(new URL(page.url()).searchParams);
  const asked = { from: "10.9.0.0/16", status: "5xx", range: "1h" };
  await soonEqual("the address keeps all", kept, asked);
  await page.reload();
  await isLive(page);
  await isCount(page, "the same after a reload", 1);
  await soonEqual("the status", () => page.getByLabel("Status").inputValue(), "5xx");
  const hour = page.getByRole("button", { name: "1 h", exact: true });
  await hour.and(page.locator('[aria-pressed="true"]')).waitFor();
  await page.getByRole("button", { name: "Show all" }).click();
  await isCount(page, "every line again", LINES.length);
  await hasSearch(page, "?range=1h");
  await page.getByRole("button", { name: "leave out 127.0.0.1" }).click();
  await isCount(page, "no line without the one sender", 0);
  await page.getByRole("button", { name: "Remove: not sender 127.0.0.1" }).click();
  await isCount(page, "every line once more", LINES.length);
  assert.deepEqual(browser.trouble, []);
});

Deno.test("a regular expression filters, and one that never ends is given up", async () => {
  await using traffic = await open();
  const { page, browser } = traffic;
  const text = page.getByLabel("by text, address or place");
  await text.fill("/get \\/[ab] /");
  await isCount(page, "both requests", 2);
  await text.fill("/(/");
  await page.getByRole("alert").waitFor();
  await text.fill("/(a+)+$/");
  await page.getByText("the pattern is too slow").waitFor();
  await text.fill("/seq=7/");
  await isCount(page, "the page still works", 1);
  assert.deepEqual(browser.trouble, []);
});

Deno.test("a circle of the map and a country filter the feed, also by keyboard", async () => {
  await using traffic = await open();
  const { page, browser } = traffic;
  const circle = page.locator(".map .at");
  await until(
    "the land is drawn",
    () => page.locator(".land").getAttribute("d"),
    (d) => (d?.length ?? 0) > 10_000,
  );
  await pressOn(circle, "Enter");
  await isCount(page, "the one place", 1);
  await soonMatch("its address", () => rowsOf(page).innerText(), /8\.8\.8\.8/);
  const country = () => new URL(page.url()).searchParams.get("country");
  await soonEqual("its country is in the address", country, "US");
  await circle.click();
  await isCount(page, "all again", LINES.length);
  await page.getByRole("button", { name: "United States", exact: true }).click();
  await isCount(page, "the one country", 1);
  assert.deepEqual(browser.trouble, []);
});

Deno.test("lines open and follow one another by keyboard, and the feed can be cleared", async () => {
  await using traffic = await open();
  const { page, browser } = traffic;
  await isCount(page, "every line", LINES.length);
  const lines = page.locator(".what[aria-expanded]");
  await pressOn(lines.first(), "ArrowDown", "ArrowDown");
  await soonEqual("the third line has the focus", () => hasFocus(lines.nth(2)), true);
  await page.keyboard.press("Enter");
  await page.getByText("curl/8", { exact: true }).waitFor();
  const opened = page.locator("tr[data-row].open");
  await soonMatch("it is the third", () => opened.innerText(), /\/a/);
  await page.getByRole("button", { name: "Clear" }).click();
  await isCount(page, "nothing", 0);
  assert.deepEqual(browser.trouble, []);
});

Deno.test("the key / leads to the look-up box, but not out of another field", async () => {
  await using traffic = await open();
  const { page, browser } = traffic;
  const box = page.getByRole("searchbox", { name: "Look up an address" });
  await page.keyboard.press("/");
  await soonEqual("the key leads to the box", () => hasFocus(box), true);
  await soonEqual("and is not in it", () => box.inputValue(), "");
  const text = page.getByLabel("by text, address or place");
  await focusOn(text);
  await page.keyboard.type("/a");
  await soonEqual("here it is text", () => text.inputValue(), "/a");
  await soonEqual("the focus stays", () => hasFocus(text), true);
  assert.deepEqual(browser.trouble, []);
});

Deno.test("the agents' own pings are left out or alone, by one choice that stays", async () => {
  await using traffic = await open();
  const { page, browser } = traffic;
  await isCount(page, "every line", LINES.length);
  await page.getByLabel("own pings").selectOption("only");
  await isCount(page, "none is an agent's", 0);
  await hasSearch(page, "?own=only");
  await page.reload();
  await isLive(page);
  await soonEqual("the choice", () => page.getByLabel("own pings").inputValue(), "only");
  await isCount(page, "the same after a reload", 0);
  await page.getByLabel("own pings").selectOption("hide");
  await isCount(page, "all are strangers'", LINES.length);
  assert.deepEqual(browser.trouble, []);
});

Deno.test("the look-up box leads to what is known of an address, or to a search", async () => {
  await using traffic = await open();
  const { page, browser, server } = traffic;
  const client = await server.admin();
  await client.json("/api/v1/targets", {
    method: "PUT",
    body: [{ address: "8.8.8.8", name: "dns <b>" }],
  });
  const box = page.getByRole("searchbox", { name: "Look up an address" });
  await box.fill(" ::ffff:8.8.8.8 ");
  await pressOn(box, "Enter");
  await page.getByRole("heading", { name: "8.8.8.8" }).waitFor();
  await page.getByText("A mesh target: dns <b>").waitFor();
  await page.getByText("no name in the DNS").waitFor();
  await isCount(page, "its one event", 1);
  const facts = /United States[\s\S]*Events kept\s+1/;
  await soonMatch("what is known", () => page.locator(".facts").innerText(), facts);
  await isAccessible(page, "the address");
  await box.fill("2001:DB8::1");
  await pressOn(box, "Enter");
  await page.getByText("No event from this address is kept.").waitFor();
  await box.fill("<script>");
  await pressOn(box, "Enter");
  await page.getByLabel("by text, address or place").waitFor();
  const query = () => new URL(page.url()).searchParams.get("q");
  await soonEqual("it is searched for", query, "<script>");
  assert.deepEqual(browser.trouble, []);
});

Deno.test("the traffic page has no finding of axe and no sideways scroll, wide and narrow", async () => {
  await using traffic = await open("/traffic?country=US");
  const { server, browser } = traffic;
  for (const [width, dark] of [[1440, false], [1440, true], [390, false], [390, true]] as const) {
    const page = await browser.loggedIn(server, { width, dark });
    await page.goto("/traffic?city=Somewhere&without=192.0.2.1");
    await page.goto("/traffic");
    await isLive(page);
    await rowsOf(page).first().locator(".what").click();
    await page.locator("tr.open").first().waitFor();
    await isAccessible(page, `${width} px, ${dark ? "dark" : "light"}`);
    await keepsWidth(page, width, "the traffic page");
    const folder = Deno.env.get("MESHPING_PICTURES");
    if (folder) {
      await page.screenshot({ path: `${folder}/traffic-${width}-${dark ? "dark" : "light"}.png` });
    }
    await page.close();
  }
  assert.deepEqual(browser.trouble, []);
});
