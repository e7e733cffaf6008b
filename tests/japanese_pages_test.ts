import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { isAccessible } from "./harness/accessibility.ts";
import { agentsOf } from "./harness/api.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { routePaths } from "./harness/route_paths.ts";
import { sendSyslog } from "./harness/send_syslog.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soonEqual } from "./harness/soon.ts";
import { until } from "./harness/until.ts";

const SOURCE = "203.0.113.77";
const PING = "<6>Nov 20 20:59:10 fw kernel: [ 2719.689538] IPT_ICMP IN=eth0 OUT= MAC= " +
  `SRC=${SOURCE} DST=10.9.0.1 LEN=84 TOS=0x00 PREC=0x00 TTL=64 ID=50062 DF PROTO=ICMP TYPE=8 ` +
  "CODE=0 ID=16347 SEQ=1";

/** Every page that a person can open, from the files on disk. */
const PAGES = routePaths().filter(({ file }) => file.endsWith(".tsx")).map(({ file, path }) =>
  file.includes("[ip]")
    ? `/traffic/ip/${SOURCE}`
    : file.includes("[")
    ? `/${
      file.replace(/(\/index)?\.tsx$/, "").replace("[agent]", "agent_1")
        .replace("[target]", "target_1")
    }`
    : path
);
const MORE_PAGES = ["/?view=table", "/?wall=1", "/admin/targets?edit=target_1", "/no/such/page"];

/** Two English words in a row. One alone may be a name, a unit or a protocol. */
const ENGLISH = /\b[A-Za-z]{2,} [a-z]{2,}\b/;
/** A Japanese sentence may hold a command, such as `systemctl restart rsyslog`. */
const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/,
  MORE_THAN_A_COMMAND = /(\b[A-Za-z-]{2,} ){3,}[a-z]{2,}\b/;

/** What is seen or heard on a page and reads like English, except what others wrote, and code. */
async function englishOn(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement!;
      if (parent.closest("script, code, kbd, bdi, textarea, .mono, .what, [lang=en]")) continue;
      found.push(node.textContent ?? "");
    }
    for (const element of document.querySelectorAll<HTMLElement>("body *")) {
      if (element.closest("textarea, bdi")) continue;
      for (const name of ["aria-label", "title", "placeholder", "alt", "data-k"]) {
        found.push(element.getAttribute(name) ?? "");
      }
    }
    return found;
  });
  return texts.filter((text) => (JAPANESE.test(text) ? MORE_THAN_A_COMMAND : ENGLISH).test(text));
}

const saysNothingInEnglish = (page: Page, where: string) =>
  soonEqual(`no English on ${where}`, () => englishOn(page), []);

Deno.test("every page is in Japanese for a browser that asks for it", async (t) => {
  await using server = await ServerProcess.start();
  const admin = await server.admin();
  await admin.json("/api/v1/targets", {
    method: "PUT",
    body: [{ address: "127.0.0.1", name: "here" }, { address: "127.0.0.1:9", name: "closed" }],
  });
  await sendSyslog(server.syslog, [PING]);
  await until("the first round and the first event", async () => {
    const matrix = await admin.text("/api/v1/matrix");
    const events = await admin.text("/api/v1/traffic/events");
    return matrix.text.includes("target_1") && events.text.includes(SOURCE);
  });
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server, { locale: "ja-JP" });
  // The page of an address asks the DNS, which no test may do.
  await page.route("**/api/v1/names/*", (route) => route.fulfill({ json: { names: [] } }));
  assert.ok(PAGES.length >= 8, PAGES.join(" "));
  const [{ ref }] = await agentsOf(admin);
  for (const path of [...PAGES, ...MORE_PAGES].map((path) => path.replace("[ref]", ref))) {
    await t.step(path, async () => {
      await page.goto(path, { waitUntil: "networkidle" });
      await page.locator('html[lang="ja"]').waitFor();
      await page.locator("body").filter({ hasText: JAPANESE }).waitFor();
      await saysNothingInEnglish(page, path);
      await isAccessible(page, path);
    });
  }
  await page.goto("/");
  await page.getByText("は応答なし").waitFor();
  await saysNothingInEnglish(page, "the matrix with a sentence");
  const english = await browser.loggedIn(server);
  await english.goto("/");
  await until("the search for English finds it", () => englishOn(english), ({ length }) => length);
  // A page that is not there answers 404, one for an identity provider 400: Chromium tells of both.
  assert.deepEqual(browser.trouble.filter((line) => !/status of 40[04]/.test(line)), []);
});

Deno.test("forms refuse in Japanese, and an empty server teaches in it", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using browser = await TestBrowser.launch();
  const page = await browser.page(server, { locale: "ja-JP" });
  await page.goto("/login");
  await page.getByLabel("ユーザー名").fill("admin");
  await page.getByLabel("パスワード").fill("nonsense");
  await page.getByRole("button", { name: "ログイン" }).click();
  await page.getByRole("alert").getByText("ユーザー名またはパスワードが違います。").waitFor();
  await saysNothingInEnglish(page, "the refusal of a log-in");

  const admin = await browser.loggedIn(server, { locale: "ja-JP" });
  await admin.goto("/");
  await admin.getByText("報告中のエージェントはまだありません").waitFor();
  for (const path of ["/traffic", "/admin", "/admin/targets"]) {
    await admin.goto(path);
    await saysNothingInEnglish(admin, path);
  }
  await admin.locator("#addresses").fill("10.0.0.300, ::1");
  await admin.getByRole("button", { name: "追加", exact: true }).first().click();
  await admin.getByText("300 は 255 を超えています").first().waitFor();
  await saysNothingInEnglish(admin, "the refusal of an address");
  await admin.goto("/admin/agents/new");
  await admin.getByLabel("エージェントの台数").evaluate((field: HTMLInputElement) => {
    field.form!.noValidate = true;
    field.value = "0";
  });
  await admin.getByRole("button", { name: "トークンを作成" }).click();
  await admin.getByRole("alert").getByText("1~10000 台です").waitFor();
  await admin.getByLabel("エージェントの台数").fill("2");
  await admin.getByRole("button", { name: "トークンを作成" }).click();
  await admin.getByText("対象のマシンで実行").waitFor();
  await isLive(admin);
  await saysNothingInEnglish(admin, "a token's page");
  await admin.goto("/admin/agents/new");
  await admin.getByText("任意のエージェント").waitFor();
  await saysNothingInEnglish(admin, "the open tokens");
});
