import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { runServer, ServerProcess } from "./harness/server_process.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";

const QUIET = ["--no-local-agent"];

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`the server says where it is, and ends with 0 at ${signal}`, async () => {
    await using server = await ServerProcess.start();
    const { response, text } = await server.nobody.text("/readyz");
    assert.deepEqual([response.status, text], [200, "ready\n"]);
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:[1-9]\d*$/, "a port was chosen");
    assert.match(server.syslog, /^127\.0\.0\.1:[1-9]\d*$/);
    assert.equal(await server.stop(signal), 0, server.child.output);
    assert.equal(server.child.stdout.trimEnd().split("\n").length, 1, "one line on stdout");
  });
}

Deno.test("the server listens on IPv6, and without syslog", async () => {
  const args = [...QUIET, "--host", "::1", "--syslog-port", "off"];
  await using server = await ServerProcess.start({ args });
  assert.match(server.url, /^http:\/\/\[::1\]:\d+$/);
  assert.equal(server.syslog, "off");
  const { text } = await server.nobody.text("/healthz");
  assert.equal(text, "ok\n");
});

Deno.test("the data folder is its owner's alone", async () => {
  await using folder = await temporaryFolder();
  const dataDir = join(folder.path, "data");
  await using _server = await ServerProcess.start({ dataDir, args: QUIET });
  const { mode } = await Deno.stat(dataDir);
  assert.equal(mode! & 0o777, 0o700);
});

interface Refused {
  name: string;
  args?: string[];
  env?: Record<string, string>;
  code: 1 | 2;
  message: RegExp;
}

const refused: Refused[] = [
  { name: "an unknown flag", args: ["--nonsense"], code: 2, message: /--nonsense.*--help/ },
  { name: "a port out of range", args: ["--port", "70000"], code: 2, message: /--port takes/ },
  { name: "bad environment", env: { MESHPING_RETENTION: "x" }, code: 2, message: /--retention/ },
  {
    name: "an address of another machine",
    args: ["--host", "203.0.113.77", "--insecure-http", "--syslog-port", "off"],
    code: 2,
    message: /--host 203\.0\.113\.77 is not an address of this machine/,
  },
  {
    name: "syslog at an address of another machine",
    args: ["--syslog-host", "203.0.113.77"],
    code: 2,
    message: /--syslog-host 203\.0\.113\.77 is not an address of this machine/,
  },
  {
    name: "a certificate that is not there",
    args: ["--tls-cert", "/nonexistent/c.pem", "--tls-key", "/nonexistent/k.pem"],
    code: 2,
    message: /--tls-cert \/nonexistent\/c\.pem cannot be read/,
  },
];
for (const { name, args = [], env, code, message } of refused) {
  Deno.test(`the server refuses ${name} with exit code ${code}`, async () => {
    const ended = await runServer({ args: [...QUIET, ...args], env });
    assert.equal(ended.code, code, ended.stderr);
    assert.match(ended.stderr, message);
    assertPlain(ended.stderr);
    assert.equal(ended.stdout, "");
  });
}

/** A message for a person: no stack, no exception's name. */
function assertPlain(stderr: string): void {
  assert.doesNotMatch(stderr, /Uncaught|\n\s+at |file:\/\//);
}

Deno.test("the server ends with 1 when its TCP port is in use", async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr;
  const { code, stderr } = await runServer({ args: [...QUIET, "--port", `${port}`] });
  assert.equal(code, 1, stderr);
  assert.match(stderr, new RegExp(`port ${port} .*in use`));
  assertPlain(stderr);
});

Deno.test("the server ends with 1 when its UDP port is in use", async () => {
  using stack = new DisposableStack();
  const taken = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  stack.defer(() => taken.close());
  const { port } = taken.addr as Deno.NetAddr;
  const { code, stderr } = await runServer({ args: [...QUIET, "--syslog-port", `${port}`] });
  assert.equal(code, 1, stderr);
  assert.match(stderr, new RegExp(`UDP port ${port} .*in use`));
  assertPlain(stderr);
});

Deno.test("the server ends with 2 when its data folder cannot be made", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "file");
  await Deno.writeTextFile(file, "");
  const { code, stderr } = await runServer({ dataDir: join(file, "data"), args: QUIET });
  assert.equal(code, 2, stderr);
  assert.match(stderr, /cannot write to the data folder .*--data/);
  assertPlain(stderr);
});

Deno.test("the server ends with 2 for a database of a newer version, and leaves it", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "meshping.db");
  const newer = new DatabaseSync(file);
  newer.exec("PRAGMA user_version = 999; CREATE TABLE precious (x)");
  newer.close();
  const { code, stderr } = await runServer({ dataDir: folder.path, args: QUIET });
  assert.equal(code, 2, stderr);
  assert.match(stderr, /schema 999.*newer version/);
  assertPlain(stderr);
  const after = new DatabaseSync(file);
  const tables = after.prepare("SELECT name FROM sqlite_schema").all().map((row) => row.name);
  after.close();
  assert.deepEqual(tables, ["precious"]);
});

Deno.test("the server ends with 2 for a damaged database, and leaves it", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "meshping.db");
  const damage = "this is no database. ".repeat(500);
  await Deno.writeTextFile(file, damage);
  const { code, stderr } = await runServer({ dataDir: folder.path, args: QUIET });
  assert.equal(code, 2, stderr);
  assert.match(stderr, /cannot open the database .*meshping\.db: file is not a database/);
  assertPlain(stderr);
  assert.equal(await Deno.readTextFile(file), damage);
});

Deno.test("--check-config prints the configuration and ends with 0", async () => {
  const { code, stdout, stderr } = await runServer({
    args: ["--check-config", "--retention", "2h"],
  });
  assert.equal(code, 0, stderr);
  const config = JSON.parse(stdout);
  assert.equal(config.retentionMs, 2 * 3_600_000);
  assert.equal(config.host, "127.0.0.1");
});

Deno.test("a second server on the same data folder is refused", async () => {
  await using first = await ServerProcess.start();
  const { code, stderr } = await runServer({ dataDir: first.dataDir });
  assert.equal(code, 2);
  assert.match(stderr, /another server works on the data folder/);
});

Deno.test("--check-config works beside a running server and changes nothing", async () => {
  await using folder = await temporaryFolder();
  const dataDir = join(folder.path, "none yet");
  const { code, stderr } = await runServer({ dataDir, args: ["--check-config"] });
  assert.equal(code, 0, stderr);
  await assert.rejects(Deno.stat(dataDir), Deno.errors.NotFound);
  await using server = await ServerProcess.start();
  const beside = await runServer({ dataDir: server.dataDir, args: ["--check-config"] });
  assert.equal(beside.code, 0, beside.stderr);
});

for (
  const [args, message] of [
    [
      ["--tls-cert", "/nowhere.pem", "--tls-key", "/nowhere.pem"],
      /--tls-cert \/nowhere.pem cannot be read/,
    ],
    [["--geoip-city", "/nowhere.mmdb"], /nowhere.mmdb/],
  ] as const
) {
  Deno.test(`--check-config refuses ${args[0]} that is not there`, async () => {
    const { code, stderr } = await runServer({ args: ["--check-config", ...args] });
    assert.equal(code, 2, stderr);
    assert.match(stderr, message);
  });
}
