import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { ipv4Bits, writeMmdb } from "@/server/geoip/mmdb_writer_fixture.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import type { Client } from "./harness/client.ts";
import { sendSyslog } from "./harness/send_syslog.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soonEqual, soonMatch } from "./harness/soon.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";

/** What strangers put into their requests so that it acts in the browser of who reads the log. */
const CORPUS = [
  `<script>owned()</script>`,
  `"><img src=x onerror=owned()>`,
  `'><svg/onload=owned()>`,
  `</textarea></title><script>owned()</script>`,
  `<iframe srcdoc="<script>parent.owned()</script>">`,
  `<a href="javascript:owned()">look</a>`,
  `<base href="//192.0.2.66/">`,
  `<meta http-equiv="refresh" content="0;url=//192.0.2.66/">`,
  `<style>*{display:none}</style>`,
  `<math><mi xlink:href="javascript:owned()">x`,
  `javascript:owned()`,
  `--></script><script>owned()</script><!--`,
  `{{constructor.constructor("owned()")()}}`,
  "\u001b[31mred\u001b[2J\u001b]8;;http://192.0.2.66\u0007link\u001b]8;;\u0007",
  "\u202egnp.exe\u202c \u2066inside\u2069 \u200b\ufeff",
  "NUL \u0000 BEL \u0007 BS \u0008\u0008\u0008 CR \r over",
  `\\u003cscript\\u003eowned()\\u003c/script\\u003e`,
];
/** A stranger's address, which no packet is ever sent to. */
const SOURCE = "8.8.8.8";

/** One JSON line of Caddy's: `text` is in every field that has text. */
const jsonRequest = (text: string) =>
  JSON.stringify({
    ...{ level: text, logger: text, msg: text, ts: Date.now() / 1_000, status: 404, duration: 0.1 },
    request: {
      ...{ remote_ip: SOURCE, client_ip: SOURCE, proto: text, method: text, host: text, uri: text },
      headers: { "User-Agent": [text], Referer: [text] },
    },
  });

/** Lines of every kind that have `text` wherever a line can have it. */
function linesOf(text: string): string[] {
  const word = text.replaceAll(/\s/g, "");
  const request = `${SOURCE} - ${word} [20/Nov/2026:21:14:05 +0000] "GET /${word} HTTP/1.1" 404 1`;
  return [
    `<14>Nov 20 20:59:10 ${word} ${word}: ${text}`,
    `<14>1 2026-11-20T20:59:10Z ${word} ${word} ${word} ${word} [x y="${word}"] ${text}`,
    `<14>Nov 20 20:59:10 ${word} nginx: ${request} "${word}" "${text}" rt=0.1 host=${word}`,
    `<14>Nov 20 20:59:10 ${word} nginx: ${SOURCE} - - [20/Nov/2026:21:14:05 +0000] "${text}" 400 1 "-" "-"`,
    `<6>Nov 20 20:59:10 ${word} kernel: ${word} IN=${word} OUT=${word} SRC=${SOURCE} DST=10.9.0.1 ` +
    "LEN=84 PROTO=ICMP TYPE=8 CODE=0 ID=1 SEQ=1",
    jsonRequest(text),
  ];
}

/** Databases of the user's own with the corpus in every text. */
async function writeDatabases(folder: string): Promise<{ city: string; asn: string }> {
  const networks = CORPUS.map((text, n) => [ipv4Bits(`8.8.${8 + n}.0`, 24), text] as const);
  const names = (text: string) => ({ names: { en: text } });
  const city = writeMmdb(
    "GeoLite2-City",
    networks.map(([bits, text], n) => [bits, {
      country: { iso_code: text, ...names(text) },
      city: names(text),
      subdivisions: [names(text)],
      location: { latitude: 1.5 + n * 3, longitude: 2.5 },
    }]),
  );
  const asn = writeMmdb(
    "GeoLite2-ASN",
    networks.map(([bits, text]) => [bits, {
      autonomous_system_number: 64_500,
      autonomous_system_organization: text,
    }]),
  );
  const [cityPath, asnPath] = [join(folder, "city.mmdb"), join(folder, "asn.mmdb")];
  await Deno.writeFile(cityPath, city);
  await Deno.writeFile(asnPath, asn);
  return { city: cityPath, asn: asnPath };
}

/** Writes down what a script of a stranger would do, and what the content security policy stops. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { owned: 0, violations: [] as string[] };
    Object.assign(globalThis, { seen, owned: () => seen.owned++ });
    addEventListener(
      "securitypolicyviolation",
      (event) => seen.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
}

// deno-lint-ignore no-control-regex -- that there are none is the point
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/;
const ACTING = "script, img, iframe, base, meta, style, math, object, embed, form, textarea";

/** That the text of the page is text: nothing acts, nothing hides. */
async function assertHarmless(page: Page, where: string): Promise<void> {
  const found = await page.evaluate((acting) => {
    const main = document.querySelector("main")!;
    const all = [...main.querySelectorAll("*")];
    return {
      seen: (globalThis as unknown as { seen: { owned: number; violations: string[] } }).seen,
      markup: [...main.querySelectorAll(acting)].map((element) => element.outerHTML),
      handlers: all.filter((element) =>
        element.getAttributeNames().some((name) => /^on/i.test(name))
      )
        .map((element) => element.outerHTML),
      links: all.map((element) => element.getAttribute("href") ?? "")
        .filter((href) => href !== "" && !/^[/#]/.test(href)),
      text: main.textContent!,
      names: all.flatMap((element) =>
        ["title", "aria-label"].map((name) => element.getAttribute(name) ?? "")
      ),
    };
  }, ACTING);
  assert.deepEqual(found.seen, { owned: 0, violations: [] }, where);
  assert.deepEqual(found.markup, [], where);
  assert.deepEqual(found.handlers, [], where);
  assert.deepEqual(found.links, [], where);
  for (const text of [found.text, ...found.names]) {
    const at = text.search(HIDDEN);
    assert.equal(at, -1, `${where}: ${JSON.stringify(text.slice(Math.max(0, at - 40), at + 40))}`);
  }
}

/** Opens each line of the feed, one after the other. */
async function openEach(page: Page): Promise<void> {
  const rows = page.locator("tr[data-row]");
  const count = Math.min(await rows.count(), 60);
  for (let n = 0; n < count; n++) {
    await rows.nth(n).locator("button").first().click();
    await rows.nth(n).and(page.locator(".open")).waitFor();
    await assertHarmless(page, `the opened line ${n}`);
  }
}

async function sendAll(server: ServerProcess, operator: Client): Promise<number> {
  const lines = CORPUS.flatMap(linesOf);
  for (const line of lines) await sendSyslog(server.syslog, [line]);
  const numbers = CORPUS.map((text, n) => ({ [text]: n, place: text }));
  const others = CORPUS.map((text, n) =>
    `{"request":{"remote_ip":"8.8.${8 + n}.9","method":"GET","uri":${
      JSON.stringify(text)
    }},"status":200}`
  );
  await operator.post("/api/v1/sources/job/lines", [...numbers, ...others]);
  return lines.length + numbers.length + others.length;
}

Deno.test("hostile text in every field of a line or of a place is text on every page", async () => {
  await using folder = await temporaryFolder();
  const { city, asn } = await writeDatabases(folder.path);
  await using server = await ServerProcess.start({
    args: ["--no-local-agent", "--no-reverse-dns", "--geoip-city", city, "--geoip-asn", asn],
  });
  const operator = await server.withToken("operator");
  const sent = await sendAll(server, operator);
  const kept = async () =>
    (await operator.json<{ events: unknown[] }>("/api/v1/traffic/events?limit=1000")).events.length;
  await soonEqual("all lines are in", kept, sent);

  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await watch(page);
  await page.goto("/traffic");
  await isLive(page);
  await page.locator("tr[data-row]").first().waitFor();
  await page.getByRole("region", { name: "Web sites" }).waitFor();
  await page.locator("svg.map g.at").nth(5).waitFor();
  const main = () => page.locator("main").innerText();
  await soonMatch("the lines are text", main, /<script>owned\(\)<\/script>/);
  await assertHarmless(page, "the feed, sites, places and senders");
  await openEach(page);

  for (const kind of ["http", "icmp", "text"]) {
    await page.goto(`/traffic?kind=${kind}`);
    await isLive(page);
    await page.locator("tr[data-row]").first().waitFor();
    await assertHarmless(page, kind);
  }
  await page.goto("/traffic?sender=job&range=1h");
  await page.getByRole("region", { name: "Numbers" }).waitFor();
  await assertHarmless(page, "the numbers of a sender");
  for (const text of CORPUS) {
    const params = new URLSearchParams({ q: text, city: text, sender: text, without: text });
    await page.goto(`/traffic?${params}`);
    await isLive(page);
    await assertHarmless(page, `a filter of ${JSON.stringify(text)}`);
  }
  for (const n of CORPUS.keys()) {
    await page.goto(`/traffic/ip/8.8.${8 + n}.9`);
    await page.locator("tr[data-row]").first().waitFor();
    await assertHarmless(page, `the address 8.8.${8 + n}.9`);
  }
  await page.goto(`/traffic/ip/${SOURCE}`);
  await page.locator("tr[data-row]").first().waitFor();
  await openEach(page);
  await page.goto("/admin/setup?host=%3Cscript%3Eowned()%3C/script%3E");
  await page.locator('#caddy, #api[data-came="true"]').first().waitFor();
  await assertHarmless(page, "the set-up page");
  assert.deepEqual(browser.trouble, []);
});
