/**
 * What OWASP ASVS 5.0 asks of passwords, log-ins, sessions and logs: one step each, named by its
 * number. SECURITY.md lists them.
 */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { Client } from "./harness/client.ts";
import { sendForm } from "./harness/send_form.ts";
import { ADMIN_PASSWORD, cookieOf, ServerProcess } from "./harness/server_process.ts";

const QUIET = ["--no-local-agent"];
const startQuiet = () => ServerProcess.start({ args: QUIET });

const logIn = (server: ServerProcess, name: string, password: string) =>
  sendForm(server.nobody, "/login", { name, password });

interface Entry {
  who: string;
  action: string;
  subject: string;
  detail: string;
}
const audit = async (admin: Client, query: string) =>
  (await admin.json<{ entries: Entry[] }>(`/api/v1/audit?${query}`)).entries;

Deno.test("ASVS 5.0: passwords", async (t) => {
  await using server = await startQuiet();
  const admin = await server.withToken("admin");
  let number = 0;
  const add = (password: string, status: number) =>
    admin.post("/api/v1/users", { name: `user ${++number}`, role: "viewer", password }, status);

  await t.step("6.2.1 seven characters are too few, eight are enough", async () => {
    await add("zq7xvw2", 422);
    await add("zq7xvw2k", 201);
  });
  await t.step("6.2.4 what everybody tries first is refused", async () => {
    for (const password of ["password", "12345678", "Qwertyuiop", "iloveyou1", "football1"]) {
      await add(password, 422);
    }
  });
  await t.step("6.2.8 a password is taken exactly as it is", async () => {
    const password = "  Zq7 'xvw\" <2k>  \u00e9";
    await add(password, 201);
    const name = `user ${number}`;
    assert.equal((await logIn(server, name, password)).response.status, 303);
    for (const other of [password.trim(), password.toLowerCase(), password.slice(0, -1)]) {
      assert.equal((await logIn(server, name, other)).response.status, 401, other);
    }
  });
  await t.step("6.2.9 128 characters are fine, and all of them count", async () => {
    const password = "zq7xvw2k".repeat(16);
    await add(password + "x", 422);
    await add(password, 201);
    const name = `user ${number}`;
    const cut = password.slice(0, 127) + "x";
    assert.equal((await logIn(server, name, cut)).response.status, 401);
    assert.equal((await logIn(server, name, password)).response.status, 303);
  });
  await t.step("11.4.2 the database keeps a slow salted hash, with its parameters", () => {
    using db = new DatabaseSync(join(server.dataDir, "meshping.db"), { readOnly: true });
    const rows = db.prepare("SELECT password_hash AS hash FROM user").all();
    assert.ok(rows.length >= 3);
    for (const { hash } of rows) {
      assert.match(String(hash), /^scrypt\$17\$8\$1\$[^$]{24}\$[^$]{44}$/);
    }
    assert.equal(new Set(rows.map(({ hash }) => hash)).size, rows.length);
  });
});

Deno.test("ASVS 5.0: log-ins and sessions", async (t) => {
  await using server = await startQuiet();
  const admin = await server.withToken("admin");
  const PASSWORD = "zq7xvw2k";
  const add = (name: string) =>
    admin.post<{ id: number }>("/api/v1/users", { name, role: "viewer", password: PASSWORD }, 201);

  await t.step("6.3.1 guessing at an account has to wait, others do not", async () => {
    await add("guessed");
    for (let n = 0; n < 5; n++) await logIn(server, "guessed", "wrong one");
    const sixth = await logIn(server, "guessed", "wrong one");
    assert.match(sixth.text, /Too many tries/);
    await server.logIn();
  });
  await t.step("6.3.2 there is no account that nobody made", async () => {
    const { users } = await admin.json<{ users: { name: string }[] }>("/api/v1/users");
    assert.deepEqual(users.map(({ name }) => name).sort(), ["admin", "guessed"]);
    for (const name of ["root", "administrator", "guest", "test", "sa"]) {
      assert.equal((await logIn(server, name, name)).response.status, 401);
    }
  });
  await t.step("6.3.8 an unknown name is answered as a wrong password is", async () => {
    await add("known");
    const known = await logIn(server, "known", "wrong one");
    const unknown = await logIn(server, "nobody", "wrong one");
    const plain = ({ text }: { text: string }) => text.replaceAll(/known|nobody/g, "NAME");
    assert.equal(plain(known), plain(unknown));
    assert.equal(known.response.status, unknown.response.status);
    const names = ({ response }: { response: Response }) => [...response.headers.keys()];
    assert.deepEqual(names(known), names(unknown));
  });
  await t.step("6.5.1 a link to set a password works once", async () => {
    const { link } = await admin.post<{ link: string }>(
      "/api/v1/users",
      { name: "linked", role: "viewer" },
      201,
    );
    const key = link.split("#")[1];
    const use = async () =>
      (await sendForm(server.nobody, "/join", { key, password: PASSWORD })).response.status;
    assert.deepEqual([await use(), await use()], [303, 422]);
  });
  await t.step("7.2.3 a session is a random reference of 256 bits", async () => {
    const tokens = new Set<string>();
    for (let n = 0; n < 5; n++) {
      const token = (await server.logIn()).headers.cookie.split("=")[1];
      assert.match(token, /^[A-Za-z0-9_-]{43}$/);
      tokens.add(token);
    }
    assert.equal(tokens.size, 5);
  });
  await t.step("7.2.4 a log-in begins a new session and ends the one before", async () => {
    const first = await server.logIn();
    const again = await first.text("/login", {
      method: "POST",
      headers: { origin: server.url },
      body: new URLSearchParams({ name: "admin", password: ADMIN_PASSWORD }),
    });
    const cookie = cookieOf(again.response);
    assert.notEqual(cookie, first.headers.cookie);
    assert.equal((await first.text("/api/v1/me")).response.status, 401);
    await new Client(server.url, { cookie }).json("/api/v1/me");
  });
  await t.step("7.4.1 a log-out ends the session on the server", async () => {
    const person = await server.logIn();
    await person.text("/logout", { method: "POST" });
    assert.equal((await person.text("/api/v1/me")).response.status, 401);
  });
  await t.step("7.4.2 who is disabled or removed is out at once, everywhere", async () => {
    for (const end of ["disable", "remove"]) {
      const { id } = await add(end);
      const sessions = [await server.logIn(end, PASSWORD), await server.logIn(end, PASSWORD)];
      if (end === "remove") await admin.text(`/api/v1/users/${id}`, { method: "DELETE" });
      else await admin.json(`/api/v1/users/${id}`, { method: "PATCH", body: { disabled: true } });
      for (const session of sessions) {
        assert.equal((await session.text("/api/v1/me")).response.status, 401, end);
      }
    }
  });
  await t.step("7.5.2 one sees one's sessions, and ends them with the password", async () => {
    await add("owner");
    const here = await server.logIn("owner", PASSWORD),
      there = await server.logIn("owner", PASSWORD);
    const { text } = await here.text("/account");
    const [id] = [...text.matchAll(/name="id" value="(\d+)"/g)].map(([, id]) => id);
    const end = (password: string) => sendForm(here, "/account", { action: "end", id, password });
    assert.equal((await end("wrong one")).response.status, 422);
    await there.json("/api/v1/me");
    assert.equal((await end(PASSWORD)).response.status, 303);
    assert.equal((await there.text("/api/v1/me")).response.status, 401);
  });
  await t.step("8.2.1 a role opens its own functions and no others", async () => {
    const viewer = await server.logIn("known", PASSWORD);
    for (const path of ["/admin", "/admin/users", "/api/v1/users", "/api/v1/audit"]) {
      assert.equal((await viewer.text(path)).response.status, 403, path);
    }
    const { text } = await viewer.text("/", { headers: { accept: "text/html" } });
    assert.doesNotMatch(text, /href="\/admin"/);
  });
  await t.step("8.3.1 what a client says of its role counts for nothing", async () => {
    const viewer = await server.logIn("known", PASSWORD);
    const headers = { cookie: `${viewer.headers.cookie}; role=admin`, "x-role": "admin" };
    const { response } = await viewer.text("/api/v1/users?role=admin", { headers });
    assert.equal(response.status, 403);
  });
});

Deno.test("ASVS 5.0: the audit log", async (t) => {
  await using server = await startQuiet();
  const admin = await server.logIn();

  await t.step("16.3.1 log-ins are written down, with how and from where", async () => {
    await logIn(server, "admin", "wrong one");
    const [refused] = await audit(admin, "action=login.refused");
    assert.deepEqual([refused.subject, refused.detail], ["admin", "password, from 127.0.0.1"]);
    const entries = await audit(admin, "action=login");
    const entered = entries.find(({ action }) => action === "login")!;
    assert.deepEqual([entered.who, entered.detail], ["admin", "password, from 127.0.0.1"]);
  });
  await t.step("16.3.2 who tries what they may not do is written down", async () => {
    const viewer = await server.withToken("viewer");
    await viewer.text("/api/v1/users");
    const [entry] = await audit(admin, "action=access.refused");
    assert.deepEqual([entry.who, entry.subject], ["viewer", "GET /api/v1/users"]);
  });
  await t.step("16.3.3 a page of another site that acts here is written down", async () => {
    const headers = { cookie: admin.headers.cookie, origin: "https://evil.example" };
    await server.nobody.text("/api/v1/targets", { method: "POST", headers, body: "{}" });
    const [entry] = await audit(admin, "action=access.refused");
    assert.match(entry.detail, /another site/);
    assert.equal(entry.who, "admin");
  });
  await t.step("16.4.1 what strangers type forges no line", async () => {
    const name = 'x"\r\n2026-01-01,admin,login\u001b[2K\u202e';
    await logIn(server, name, "x");
    const [entry] = await audit(admin, "action=login.refused");
    assert.equal(entry.subject, 'x"\\u000d\\u000a2026-01-01,admin,login\\u001b[2K\\u202e');
    const { text } = await admin.text("/api/v1/audit/export?action=login.refused");
    const ESCAPE = String.fromCharCode(27);
    assert.ok(!text.includes(ESCAPE) && !text.includes("\u202e"));
    assert.ok(!text.split("\r\n").some((line) => line.startsWith("2026-01-01,admin")));
  });
  await t.step("the application cannot change what was written", () => {
    using db = new DatabaseSync(join(server.dataDir, "meshping.db"));
    const sqls = ["UPDATE audit SET who = 'x'", "UPDATE audit SET at_ms = 0", "DELETE FROM audit"];
    for (const sql of sqls) {
      assert.throws(() => db.exec(sql), /append-only/);
    }
  });
});
