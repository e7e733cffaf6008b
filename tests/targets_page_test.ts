import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import type { TargetsAnswer } from "./harness/answers.ts";
import { setTargets } from "./harness/api.ts";
import { isAccessible, keepsWidth } from "./harness/accessibility.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import type { Client } from "./harness/client.ts";
import { focusOn, hasFocus, pressOn } from "./harness/press_on.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soonEqual, soonMatch } from "./harness/soon.ts";
import { until } from "./harness/until.ts";

const QUIET = { args: ["--no-local-agent"] };
const row = (page: Page, text: string) => page.locator("tbody tr").filter({ hasText: text });
const namesOf = async (client: Client) =>
  (await client.json<TargetsAnswer>("/api/v1/targets")).targets.map(({ name }) => name);
const holds = (field: Locator, text: string) =>
  soonEqual("what the field holds", () => field.inputValue(), text);
const isFocused = (what: string, locator: Locator) =>
  soonEqual(`${what} has the focus`, () => hasFocus(locator), true);
/** The browser itself reports the status of a refusal. */
const unexpected = (browser: TestBrowser) =>
  browser.trouble.filter((line) => !/status of 4(09|12|22)/.test(line));

async function open(browser: TestBrowser, server: ServerProcess): Promise<Page> {
  const page = await browser.loggedIn(server);
  await page.goto("/admin/targets");
  await isLive(page);
  return page;
}

Deno.test("a pasted list marks its bad lines, keeps what was typed, and adds the good ones when asked", async () => {
  await using server = await ServerProcess.start(QUIET);
  await using browser = await TestBrowser.launch();
  const page = await open(browser, server);
  const field = page.getByLabel("Addresses or host names");
  const text = "[Lab]\n127.0.0.2 printer\n10.0.0.300\n127.0.0.3,nas,Osaka,icmp,30s,12.5\n::1";
  await field.fill(text);
  await page.getByText("4 targets understood, 1 line has a problem").waitFor();
  await page.getByText("300 is over 255").waitFor();
  await page.getByRole("button", { name: "Add", exact: true }).first().click();
  await page.getByText("Nothing was added").waitFor();
  await holds(field, text);
  const alert = page.getByRole("alert");
  await soonMatch("the bad line", () => alert.innerText(), /Line 3\s+10\.0\.0\.300/);
  const client = await server.admin();
  assert.equal((await namesOf(client)).length, 2, "all or nothing");

  await page.getByRole("button", { name: "Add the other lines" }).click();
  await page.getByText("2 added. What is left in the box was not.").waitFor();
  await holds(field, "10.0.0.300\n::1");
  await page.locator(".bad-lines").getByText(/::1 is on the list already/).waitFor();
  const { targets } = await client.json<{ targets: Record<string, unknown>[] }>("/api/v1/targets");
  const added = targets.slice(2).map(({ id: _, ...rest }) => rest);
  const kind = "icmp";
  assert.deepEqual(added, [
    {
      address: "127.0.0.2",
      name: "printer",
      kind,
      interval_ms: 5_000,
      warn_ms: 200,
      group: "Lab",
    },
    {
      address: "127.0.0.3",
      name: "nas",
      kind,
      interval_ms: 30_000,
      warn_ms: 12.5,
      group: "Osaka",
    },
  ]);
  assert.deepEqual(unexpected(browser), []);
});

Deno.test("every task of the target list is done by keyboard alone", async () => {
  await using server = await ServerProcess.start(QUIET);
  const client = await server.admin();
  await setTargets(client, ["127.0.0.2", "127.0.0.3", "127.0.0.4"]);
  await using browser = await TestBrowser.launch();
  const page = await open(browser, server);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  // Tab reaches the filter; typing filters at once, and the address keeps it.
  const filter = page.getByLabel("Filter targets");
  await until("Tab comes to the filter", async () => {
    await press("Tab");
    return await hasFocus(filter);
  });
  await page.keyboard.type("0.3");
  await page.getByText("1 of 3").waitFor();
  await soonEqual("the filter's address", () => new URL(page.url()).search, "?q=0.3");
  await press("Control+a", "Delete");
  await page.getByText("3 of 3").waitFor();
  // Rows: down, Enter edits, Tab moves, Escape leaves all as it was.
  await pressOn(row(page, "127.0.0.2").getByRole("link", { name: /Edit/ }), "ArrowDown");
  const edit = row(page, "127.0.0.3").getByRole("link");
  await isFocused("the next row", edit);
  await press("Enter");
  const name = page.getByLabel("Name", { exact: true });
  await isFocused("its name", name);
  await holds(name, "127.0.0.3");
  await page.keyboard.type("wrong");
  await press("Escape");
  await name.waitFor({ state: "detached" });
  assert.deepEqual(await namesOf(client), ["127.0.0.2", "127.0.0.3", "127.0.0.4"]);
  // The focus is back where it was: Enter edits again.
  await isFocused("the row", edit);
  await press("Enter");
  await isFocused("the name again", name);
  await press("Control+a");
  await page.keyboard.type("printer");
  await press("Tab", "Tab", "Tab", "Control+a");
  const limit = page.getByLabel("Slow over, in milliseconds");
  await isFocused("the limit", limit);
  await page.keyboard.type("soon");
  await press("Enter");
  await page.getByRole("alert").waitFor();
  await holds(limit, "soon");
  await pressOn(limit, "Control+a");
  await page.keyboard.type("12.5");
  await press("Enter");
  await row(page, "printer").getByText("12.5 ms").waitFor();
  await isFocused("the row that was saved", row(page, "printer").getByRole("link"));
  // Select two, give them a group, undo, delete one, undo.
  await pressOn(page.getByLabel("Select printer"), "Space", "ArrowDown", "Space");
  await page.getByText("2 selected").waitFor();
  await focusOn(page.getByLabel("New group"));
  await page.keyboard.type("Lab");
  await press("Tab");
  await isFocused("the button beside", page.getByRole("button", { name: "Set group" }));
  await press("Enter");
  await page.getByText("2 changed").waitFor();
  await soonEqual("both are in the group", () => row(page, "Lab").count(), 2);
  await pressOn(page.getByRole("button", { name: "Undo" }), "Enter");
  await page.getByText("3 on the list · revision 5").waitFor();
  await soonEqual("the group is gone", () => row(page, "Lab").count(), 0);
  await pressOn(page.getByLabel("Select all that are shown"), "Space");
  await page.getByText("3 selected").waitFor();
  await pressOn(page.getByRole("button", { name: "Delete", exact: true }), "Enter");
  await page.getByText("Nothing is watched yet").waitFor();
  await isAccessible(page, "the page that teaches");
  await pressOn(page.getByRole("button", { name: "Undo" }), "Enter");
  await row(page, "printer").waitFor();
  assert.deepEqual(await namesOf(client), ["127.0.0.2", "printer", "127.0.0.4"]);
  // Who changed what, and any list back.
  await pressOn(page.getByRole("link", { name: "All changes" }), "Enter");
  await page.getByRole("heading", { name: "Revision 7" }).waitFor();
  await isAccessible(page, "the history");
  const third = page.locator("#revision-3");
  const change = /admin.*slow over 200 ms → 12\.5 ms/s;
  await soonMatch("who changed what", () => third.innerText(), change);
  const second = page.locator("#revision-2");
  await pressOn(second.getByRole("button", { name: "Bring this list back" }), "Enter");
  await page.getByText("3 on the list · revision 8").waitFor();
  await row(page, "127.0.0.3").waitFor();
  assert.deepEqual(await namesOf(client), ["127.0.0.2", "127.0.0.3", "127.0.0.4"]);
  assert.deepEqual(unexpected(browser), []);
});

Deno.test("two people at one list overwrite nothing unseen", async () => {
  await using server = await ServerProcess.start(QUIET);
  const other = await server.withToken("operator");
  const { targets } = await setTargets(other, ["127.0.0.2", "127.0.0.3"]);
  await using browser = await TestBrowser.launch();
  const page = await open(browser, server);
  const change = (n: number, body: unknown) =>
    other.json(`/api/v1/targets/${targets[n].id}`, { method: "PATCH", body });
  const name = page.getByLabel("Name", { exact: true });
  await row(page, "127.0.0.3").getByRole("link", { name: /Edit/ }).click();
  await name.fill("mine");
  // A change elsewhere on the list is in nobody's way.
  await change(0, { name: "elsewhere" });
  await pressOn(name, "Enter");
  await row(page, "mine").waitFor();
  await row(page, "elsewhere").waitFor();
  // One of the same target is shown, before and after, and waits for a choice.
  await row(page, "mine").getByRole("link", { name: /Edit/ }).click();
  await name.fill("mine again");
  await change(1, { name: "theirs", group: "B" });
  await pressOn(name, "Enter");
  const alert = page.getByRole("alert");
  const theirs = /name: mine → theirs\s+group: nothing → B/;
  await soonMatch("before and after", () => alert.innerText(), theirs);
  await holds(name, "mine again");
  assert.deepEqual(await namesOf(other), ["elsewhere", "theirs"], "nothing is overwritten");
  await pressOn(name, "Enter");
  await row(page, "mine again").waitFor();
  // One that was deleted cannot be saved.
  await row(page, "mine again").getByRole("link", { name: /Edit/ }).click();
  await other.json(`/api/v1/targets/${targets[1].id}`, { method: "DELETE" });
  const deleted = page.getByText("Somebody deleted this target meanwhile");
  await deleted.waitFor({ state: "detached" });
  await pressOn(name, "Enter");
  await deleted.waitFor();
  assert.deepEqual(await namesOf(other), ["elsewhere"]);
  assert.deepEqual(unexpected(browser), []);
});

Deno.test("the list is changed without a script too, and conflicts are told there as well", async () => {
  await using server = await ServerProcess.start(QUIET);
  const admin = await server.admin();
  const list = await setTargets(admin, ["127.0.0.2", "127.0.0.3"]);
  const [one, two] = list.targets.map(({ id }) => id);
  const send = (fields: [string, string][]) =>
    admin.text("/admin/targets", { method: "POST", body: new URLSearchParams(fields) });
  const seen: [string, string] = ["revision", String(list.revision)];
  const edited = (name: string, more: [string, string][] = [seen]) =>
    send([
      ["action", "edit"],
      ["id", one],
      ["name", name],
      ["address", "127.0.0.2"],
      ["warn_ms", "200"],
      ["interval_s", "5"],
      ["group", ""],
      ...more,
    ]);
  assert.equal((await edited("first")).response.status, 303);
  const conflict = await edited("second");
  assert.equal(conflict.response.status, 409);
  assert.match(conflict.text, /Somebody changed this target meanwhile/);
  assert.match(conflict.text, /value="second"/);
  assert.deepEqual(await namesOf(admin), ["first", "127.0.0.3"]);
  const now = String(list.revision + 1);
  assert.equal((await edited("second", [["revision", now]])).response.status, 303);

  const group = (ids: string[], revision: string) =>
    send([
      ["action", "set_group"],
      ...ids.map((id): [string, string] => ["id", id]),
      ["bulk_group", "Lab"],
      ["revision", revision],
    ]);
  assert.equal((await group([one], seen[1])).response.status, 409, "it is another by now");
  assert.equal((await group([], now)).response.status, 422);
  assert.equal((await group([two], seen[1])).response.status, 303, "this one is as it was");
  const undo = (revision: number) =>
    send([["action", "restore"], ["to", "1"], ["revision", String(revision)]]);
  assert.equal((await undo(list.revision)).response.status, 409, "the list moved on");
  assert.equal((await undo(list.revision + 3)).response.status, 303);
  assert.deepEqual(await namesOf(admin), ["loopback IPv4", "loopback IPv6"]);
  const filtered = await admin.text("/admin/targets?q=ipv6");
  assert.match(filtered.text, /1 of 2/);
  const edit = await admin.text("/admin/targets?edit=target_1");
  assert.match(edit.text, /name="name"[^>]*value="loopback IPv4"/);
});

Deno.test("1,000 targets, long, hostile and right-to-left names fit, and axe-core finds nothing", async () => {
  await using server = await ServerProcess.start(QUIET);
  const admin = await server.admin();
  const names = ["x".repeat(200), "مضيف\u202e الشبكة", "<b>bold</b>", "a\u200bb"];
  const body = Array.from({ length: 1_000 }, (_, n) => ({
    address: `127.0.${n >> 8}.${n & 255}`,
    name: names[n] ?? `host ${n}`,
    group: n % 2 ? "B" : names[0].slice(0, 100),
  }));
  await admin.json("/api/v1/targets", { method: "PUT", body });
  await using browser = await TestBrowser.launch();
  for (const [width, dark] of [[1440, false], [390, true]] as const) {
    const page = await browser.loggedIn(server, { width, dark });
    await page.goto("/admin/targets");
    await isLive(page);
    await page.getByText("1 000 of 1 000").or(page.getByText("1,000 of 1,000")).waitFor();
    await page.getByLabel("Filter targets").fill("127.0.0.");
    await page.getByText("256 of").waitFor();
    await keepsWidth(page, width, "the filtered list");
    await page.getByLabel("Filter targets").fill("127.0.0.1");
    await row(page, "host 10").first().getByRole("link", { name: /Edit/ }).click();
    await page.getByLabel("Name", { exact: true }).waitFor();
    await isAccessible(page, `a row that is edited, at ${width}`);
  }
  await setTargets(admin, ["127.0.0.1"]);
  const page = await open(browser, server);
  await page.getByText("1 of 1").waitFor();
  assert.deepEqual(unexpected(browser), []);
});
