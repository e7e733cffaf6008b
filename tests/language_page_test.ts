import assert from "node:assert/strict";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { routePaths } from "./harness/route_paths.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soonEqual } from "./harness/soon.ts";

Deno.test("pages come in the language of the browser until somebody chooses another", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server, { locale: "ja-JP" });
  await page.goto("/");
  const nav = page.getByRole("navigation");
  const place = () => page.url().slice(server.url.length);
  await page.locator('html[lang="ja"]').waitFor();
  await nav.getByText("マトリクス").waitFor();

  await page.goto("/traffic?kind=http");
  await isLive(page);
  await page.getByRole("button", { name: "English" }).click();
  await nav.getByText("Traffic").waitFor();
  await soonEqual("the same page", place, "/traffic?kind=http");
  await page.goto("/admin");
  await page.locator('html[lang="en"]').waitFor();
  await page.getByRole("button", { name: "日本語" }).click();
  await nav.getByText("管理").waitFor();
  await soonEqual("the same page", place, "/admin");
  assert.deepEqual(browser.trouble, []);
});

Deno.test("POST /language keeps to this site and to the languages there are", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const choose = (language: string, referer: string) =>
    server.nobody.text("/language", {
      method: "POST",
      headers: {
        origin: server.url,
        referer,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: `language=${language}`,
    });
  const places = [
    [`${server.url}/login?next=%2Ftraffic`, "/login?next=%2Ftraffic"],
    ["https://other.example/traffic", "/traffic"],
    ["https://other.example//evil.example", "/"],
    ["nonsense", "/"],
  ];
  for (const [referer, place] of places) {
    const { response } = await choose("ja", referer);
    assert.equal(response.status, 303, referer);
    assert.equal(response.headers.get("location"), place);
    assert.equal(
      response.headers.get("set-cookie"),
      "language=ja; path=/; max-age=31536000; samesite=lax",
    );
  }
  const { response } = await choose("xx", server.url);
  assert.equal(response.status, 400);
  assert.equal(response.headers.get("set-cookie"), null);
});

// An asynchronous one would be called before the app wrapper has said in which language.
Deno.test("every page is rendered in one go", async () => {
  const pages = routePaths().filter(({ file }) => file.endsWith(".tsx"));
  assert.ok(pages.length >= 8);
  for (const { file } of pages) {
    const page = (await import(`../routes/${file}`)).default;
    assert.equal(page.constructor.name, "Function", file);
  }
});
