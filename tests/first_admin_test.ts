import assert from "node:assert/strict";
import { join } from "node:path";
import { Client } from "./harness/client.ts";
import { ADMIN_PASSWORD, cookieOf, ServerProcess } from "./harness/server_process.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";

const QUIET = ["--no-local-agent"];

const setUp = (server: ServerProcess, key: string, name: string) =>
  server.nobody.text("/setup", {
    method: "POST",
    headers: { origin: server.url },
    body: new URLSearchParams({ key, name, password: ADMIN_PASSWORD }),
  });

Deno.test("the link of the first start makes one administrator, once", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start({
    dataDir: join(folder.path, "data"),
    args: QUIET,
    env: { MESHPING_ADMIN_PASSWORD: "" },
  });
  const [, link] = await server.child.line("stderr", /(http:\S+\/setup#\S+)/);
  const [path, key] = link.slice(server.url.length).split("#");

  const page = await server.nobody.text(path);
  assert.equal(page.response.status, 200);
  assert.match(page.text, /<form/);
  const wrongKey = await setUp(server, "wrong", "mallory");
  assert.equal(wrongKey.response.status, 422);

  const made = await setUp(server, key, "ada");
  assert.equal(made.response.status, 303, made.text);
  const ada = new Client(server.url, { cookie: cookieOf(made.response) });
  assert.deepEqual(await ada.json("/api/v1/me"), { name: "ada", role: "admin", via: "session" });

  const again = await setUp(server, key, "mallory");
  assert.equal(again.response.status, 422, "the link works once");
  const after = await server.nobody.text(path);
  assert.equal(after.response.headers.get("location"), "/login", "there is nothing to set up");
  assert.match(await server.adminCommand(["user", "list"]), /^ada\tadmin\t[^\n]*\n$/);
});

Deno.test("MESHPING_ADMIN_PASSWORD logs the first administrator in", async () => {
  await using folder = await temporaryFolder();
  const dataDir = join(folder.path, "data");
  await using server = await ServerProcess.start({ dataDir, args: QUIET });
  const admin = await server.logIn();
  assert.deepEqual(await admin.json("/api/v1/me"), {
    name: "admin",
    role: "admin",
    via: "session",
  });
  assert.doesNotMatch(
    server.child.output,
    /setup|correct horse/,
    "no link, no password in the log",
  );

  const wrong = await server.nobody.text("/login", {
    method: "POST",
    headers: { origin: server.url },
    body: new URLSearchParams({ name: "admin", password: "wrong" }),
  });
  assert.equal(wrong.response.status, 401);
  assert.deepEqual(wrong.response.headers.getSetCookie(), []);
});
