import assert from "node:assert/strict";
import { Secret, TOTP } from "otpauth";
import { Client } from "./harness/client.ts";
import { ADMIN_PASSWORD, cookieOf, ServerProcess } from "./harness/server_process.ts";
import { sendForm } from "./harness/send_form.ts";

const PASSWORD = "correct horse";
const FRESH = "another horse";
const startQuiet = () => ServerProcess.start({ args: ["--no-local-agent"] });

interface UserAnswer {
  id: number;
  name: string;
  role: string;
  status: string;
  second_factor: boolean;
  link?: string;
}
const usersOf = async (admin: Client) =>
  (await admin.json<{ users: UserAnswer[] }>("/api/v1/users")).users;

/** The key of the link on a page. */
const keyIn = (text: string) => /\/join#([A-Za-z0-9_-]{43})/.exec(text)![1];

Deno.test("an invited person chooses a password by the link, and logs in with it", async () => {
  await using server = await startQuiet();
  const admin = await server.logIn();
  const invited = await sendForm(admin, "/admin/users", {
    action: "add",
    name: "ada",
    role: "operator",
    password: "",
  });
  assert.equal(invited.response.status, 200, invited.text);
  const key = keyIn(invited.text);
  assert.equal((await server.nobody.text("/join")).response.status, 200);

  const common = await sendForm(server.nobody, "/join", { key, password: "password1" });
  assert.equal(common.response.status, 422);
  assert.match(common.text, /tries first/);
  const done = await sendForm(server.nobody, "/join", { key, password: PASSWORD });
  assert.equal(done.response.headers.get("location"), "/login?joined");
  assert.deepEqual(done.response.headers.getSetCookie(), [], "nobody is logged in by that");
  const again = await sendForm(server.nobody, "/join", { key, password: FRESH });
  assert.equal(again.response.status, 422);
  const ada = await server.logIn("ada", PASSWORD);
  const me = await ada.json<{ role: string }>("/api/v1/me");
  assert.equal(me.role, "operator");
});

Deno.test("the page of users does what its forms say, and keeps the last administrator", async () => {
  await using server = await startQuiet();
  const admin = await server.logIn();
  const act = (fields: Record<string, string>) => sendForm(admin, "/admin/users", fields);
  await act({ action: "add", name: "bo", role: "viewer", password: PASSWORD });
  const bo = (await usersOf(admin)).find(({ name }) => name === "bo")!;
  const id = String(bo.id);
  const session = await server.logIn("bo", PASSWORD);
  await act({ action: "role", id, role: "operator" });
  assert.equal((await session.json<UserAnswer>("/api/v1/me")).role, "operator");
  const link = await act({ action: "link", id });
  const fresh = await sendForm(server.nobody, "/join", { key: keyIn(link.text), password: FRESH });
  assert.equal(fresh.response.status, 303);
  assert.equal((await session.text("/api/v1/me")).response.status, 401, "the old log-in is over");
  await server.logIn("bo", FRESH);
  await act({ action: "disable", id });
  const refused = await sendForm(server.nobody, "/login", { name: "bo", password: FRESH });
  assert.equal(refused.response.status, 401);
  await act({ action: "enable", id });
  await server.logIn("bo", FRESH);
  for (const action of ["disable", "remove"]) {
    const { response, text } = await act({ action, id: "1" });
    assert.equal(response.status, 422);
    assert.match(text, /last administrator/);
  }
  await act({ action: "remove", id });
  assert.deepEqual((await usersOf(admin)).map(({ name }) => name), ["admin"]);
  assert.equal((await act({ action: "nonsense", id })).response.status, 400);
});

Deno.test("the API of users invites, changes and removes", async () => {
  await using server = await startQuiet();
  const admin = await server.withToken("admin");
  const made = await admin.post<UserAnswer>("/api/v1/users", { name: "ada", role: "viewer" }, 201);
  assert.match(made.link!, /\/join#/);
  assert.equal(made.status, "invited");
  const path = `/api/v1/users/${made.id}`;
  const change = (body: unknown, status = 200) =>
    admin.json<UserAnswer>(path, { method: "PATCH", body, status });
  assert.equal((await change({ role: "operator" })).role, "operator");
  assert.equal((await change({ disabled: true })).status, "disabled");
  await admin.post(`${path}/link`, undefined, 409);
  assert.equal((await change({ disabled: false })).status, "invited");
  await admin.post(`${path}/link`);
  await admin.post(`${path}/end-sessions`);
  await admin.post(`${path}/no-code`);
  await admin.post(`${path}/nonsense`, undefined, 404);
  await change({ role: "root" }, 422);
  await change({ password: "x" }, 422);
  await admin.post("/api/v1/users", { name: "ADA", role: "viewer" }, 409);
  await admin.post("/api/v1/users", { name: "x", role: "viewer", password: "12345678" }, 422);
  await admin.json("/api/v1/users/1", { method: "PATCH", body: { role: "viewer" }, status: 409 });
  const { response } = await admin.text(path, { method: "DELETE" });
  assert.equal(response.status, 204);
  await admin.json(path, { status: 404 });
  await admin.json("/api/v1/users/x", { status: 404 });
});

Deno.test("the command line invites, links, disables and enables", async () => {
  await using server = await startQuiet();
  const command = (...words: string[]) => server.adminCommand(["user", ...words]);
  const link = await command("invite", "ada", "--role", "operator");
  assert.ok(link.startsWith(`${server.url}/join#`), link);
  assert.match(await command("list"), /^ada\toperator\tinvited\t/m);
  await sendForm(server.nobody, "/join", { key: keyIn(link), password: PASSWORD });
  await server.logIn("ada", PASSWORD);
  assert.match(await command("link", "ada"), /\/join#/);
  await command("disable", "ada");
  assert.match(await command("list"), /^ada\toperator\tdisabled\t/m);
  await command("enable", "ada");
  await command("no-code", "ada");
  await server.logIn("ada", PASSWORD);
  await assert.rejects(command("disable", "admin"), /last administrator/);
});

Deno.test("one's own page changes the password and ends log-ins", async () => {
  await using server = await startQuiet();
  const first = await server.logIn(), second = await server.logIn();
  const act = (fields: Record<string, string>) => sendForm(first, "/account", fields);
  const wrong = await act({ action: "end-others", password: "wrong one" });
  assert.equal(wrong.response.status, 422);
  assert.match(wrong.text, /not your password/);
  await second.json("/api/v1/me");
  await act({ action: "end-others", password: ADMIN_PASSWORD });
  assert.equal((await second.text("/api/v1/me")).response.status, 401);
  const third = await server.logIn();
  const changed = await act({ action: "password", password: ADMIN_PASSWORD, fresh: FRESH });
  const renewed = new Client(server.url, { cookie: cookieOf(changed.response) });
  await renewed.json("/api/v1/me");
  for (const old of [first, third]) {
    assert.equal((await old.text("/api/v1/me")).response.status, 401);
  }
  const token = await server.withToken("admin");
  assert.equal((await token.text("/account")).response.status, 403, "a token has no account");
});

Deno.test("an authenticator is set up on the page, and asked for at the log-in", async () => {
  await using server = await startQuiet();
  const admin = await server.logIn();
  const started = await sendForm(admin, "/account", {
    action: "totp-start",
    password: ADMIN_PASSWORD,
  });
  assert.match(started.text, /<svg class="qr"[^>]*role="img"/);
  const secret = /<code class="wrap">([A-Z2-7 ]{32,})<\/code>/.exec(started.text)![1]
    .replaceAll(" ", "");
  const code = (atMs: number) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: atMs });
  const bad = await sendForm(admin, "/account", { action: "totp-confirm", code: "12" });
  assert.equal(bad.response.status, 422);
  assert.ok(bad.text.includes(`<svg class="qr"`), "the code to scan is still there");
  // The server's clock is this machine's; a code of 30 s ago is good, too.
  const confirmed = await sendForm(admin, "/account", {
    action: "totp-confirm",
    code: code(Date.now()),
  });
  const recovery = [...confirmed.text.matchAll(/<li>([a-z2-7-]{27})<\/li>/g)].map(([, c]) => c);
  assert.equal(recovery.length, 10, confirmed.text);
  const half = await sendForm(server.nobody, "/login", { name: "admin", password: ADMIN_PASSWORD });
  assert.equal(half.response.status, 200);
  assert.deepEqual(half.response.headers.getSetCookie(), [], "the password alone opens nothing");
  const second_step = /name="second_step" value="([^"]+)"/.exec(half.text)![1];
  const wrong = await sendForm(server.nobody, "/login", { second_step, code: "12" });
  assert.equal(wrong.response.status, 401);
  const inside = await sendForm(server.nobody, "/login", { second_step, code: recovery[0] });
  assert.equal(inside.response.status, 303, inside.text);
  const page = await admin.text("/admin/users");
  assert.match(page.text, /authenticator/);
});

Deno.test("the audit log tells who changed which target from what to what", async () => {
  await using server = await startQuiet();
  const admin = await server.withToken("admin");
  await admin.post("/api/v1/targets", { address: "192.0.2.1", name: "before" }, 201);
  const { targets } = await admin.json<{ targets: { id: string }[] }>("/api/v1/targets");
  const { id } = targets.at(-1)!;
  await admin.json(`/api/v1/targets/${id}`, { method: "PATCH", body: { name: "after" } });
  interface Page {
    entries: { id: number; who: string; before: { name: string }; after: { name: string } }[];
    next: string | null;
  }
  const { entries: [entry] } = await admin.json<Page>("/api/v1/audit?action=targets.edit");
  assert.deepEqual([entry.who, entry.before.name, entry.after.name], ["admin", "before", "after"]);

  const first = await admin.json<Page>("/api/v1/audit?limit=2");
  const rest = await admin.json<Page>(`/api/v1/audit?limit=1000&before=${first.next}`);
  const all = await admin.json<Page>("/api/v1/audit?limit=1000");
  const ids = (page: Page) => page.entries.map(({ id }) => id);
  assert.deepEqual([...ids(first), ...ids(rest)], ids(all), "pages join without gap or overlap");
  const found = await admin.json<Page>("/api/v1/audit?q=192.0.2.1&who=ADMIN");
  assert.equal(found.entries.length, 2);
  await admin.json("/api/v1/audit?before=x", { status: 422 });

  const csv = await admin.text("/api/v1/audit/export?format=csv&action=targets");
  assert.match(csv.response.headers.get("content-disposition")!, /meshping-audit\.csv/);
  assert.equal(csv.text.trimEnd().split("\r\n").length, 3, csv.text);
  const lines = (await admin.text("/api/v1/audit/export?format=jsonl")).text.trimEnd().split("\n");
  assert.deepEqual(lines.map((line) => JSON.parse(line).id), ids(all));
  const session = await server.logIn();
  const page = await session.text("/admin/audit?action=targets&q=after");
  assert.match(page.text, /targets\.edit/);
  assert.doesNotMatch(page.text, /targets\.add/);
});

Deno.test("the settings show what is in force, without secrets", async () => {
  await using server = await ServerProcess.start({
    args: [
      "--no-local-agent",
      ...["--oidc-issuer", "https://id.example.net", "--oidc-client-id", "mesh"],
      ...["--session-idle", "2h", "--audit-retention", "45d"],
    ],
    env: { MESHPING_OIDC_CLIENT_SECRET: "hush-hush" },
  });
  const admin = await server.logIn();
  const { settings } = await admin.json<
    { settings: { name: string; value: string; flag: string }[] }
  >("/api/v1/settings");
  const value = (name: string) => settings.find((setting) => setting.name === name)?.value;
  assert.equal(value("sessions.idleMs"), "7200000");
  assert.equal(value("oidc.clientId"), "mesh");
  assert.equal(value("auditRetentionMs"), "3888000000");
  assert.match((await admin.text("/admin/audit")).text, /Entries are kept for 45 days\./);
  const page = await admin.text("/admin/settings");
  assert.match(page.text, /--session-idle<\/td><td[^>]*><bdi>2 h</);
  const shown = [...page.text.matchAll(/>--([a-z-]+)<\/td>/g)].map(([, flag]) => flag);
  assert.deepEqual(shown.toSorted(), settings.map(({ flag }) => flag).toSorted(), "each once");
  assert.doesNotMatch(page.text, /<td class="dim"><\/td>/, "each with what it is for");
  const log = await admin.text("/api/v1/audit/export");
  assert.match(log.text, /settings\.change/);
  for (const text of [JSON.stringify(settings), page.text, log.text, server.child.output]) {
    assert.doesNotMatch(text, /hush-hush/);
  }
});
