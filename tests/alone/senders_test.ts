import assert from "node:assert/strict";
import { join } from "node:path";
import type { EventsAnswer } from "../harness/answers.ts";
import { Child } from "../harness/child.ts";
import type { Client } from "../harness/client.ts";
import { freePort } from "../harness/free_port.ts";
import { runCommand } from "../harness/run_command.ts";
import { ServerProcess } from "../harness/server_process.ts";
import { temporaryFolder } from "../harness/temporary_folder.ts";
import { until } from "../harness/until.ts";

const QUIET = ["--no-local-agent"];

const eventsOf = async (client: Client, query: string) =>
  (await client.json<EventsAnswer>(`/api/v1/traffic/events?${query}`)).events;

const portOf = (server: ServerProcess) => server.syslog.split(":")[1];

Deno.test("logger's modes over TCP arrive", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const modes = [["--rfc3164"], ["--rfc5424"], ["--rfc5424", "--octet-count"]];
  for (const [index, mode] of modes.entries()) {
    const to = ["--tcp", "--server", "127.0.0.1", "--port", portOf(server)];
    await runCommand(["logger", ...to, ...mode, "--tag", `mode${index}`, `hello ${index}`]);
    const event = await until(
      `the line of logger ${mode.join(" ")} is in the feed`,
      async () => (await eventsOf(admin, "kind=text")).find(({ app }) => app === `mode${index}`),
    );
    assert.ok(event!.raw.endsWith(`hello ${index}`), event!.raw);
    assert.equal(event!.sender, "127.0.0.1");
  }
});

Deno.test("counted messages arrive over TLS", async () => {
  await using folder = await temporaryFolder();
  const [cert, key] = [join(folder.path, "cert.pem"), join(folder.path, "key.pem")];
  await runCommand([
    ...["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"],
    ...["-nodes", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
    ...["-addext", "basicConstraints=critical,CA:FALSE", "-keyout", key, "-out", cert],
  ]);
  const port = freePort();
  const args = [...QUIET, "--tls-cert", cert, "--tls-key", key, "--syslog-tls-port", String(port)];
  await using server = await ServerProcess.start({ args });
  const caCerts = [await Deno.readTextFile(cert)];
  {
    using conn = await Deno.connectTls({ hostname: "localhost", port, caCerts });
    const message = "<13>1 - - tls - - - over TLS";
    const writer = conn.writable.getWriter();
    await writer.write(new TextEncoder().encode(`${message.length} ${message}`));
    await writer.close();
  }
  using http = Deno.createHttpClient({ caCerts });
  const token = await server.adminCommand(["token", "create", "--name", "t", "--role", "viewer"]);
  const url = `${server.url.replace("127.0.0.1", "localhost")}/api/v1/traffic/events`;
  const authorization = `Bearer ${token.trim()}`;
  await until("the message is in the feed", async () => {
    const response = await fetch(url, { client: http, headers: { authorization } });
    const { events } = await response.json() as EventsAnswer;
    return events.find(({ app }) => app === "tls");
  }, (event) => event !== undefined);
});

Deno.test("rsyslog with a disk queue loses nothing when the server starts again", async () => {
  await using folder = await temporaryFolder();
  const dataDir = join(folder.path, "data");
  const syslogPort = String(freePort());
  const args = [...QUIET, "--syslog-port", syslogPort];
  const start = () => ServerProcess.start({ dataDir, args });
  const input = freePort();
  const configuration = join(folder.path, "rsyslog.conf");
  await Deno.writeTextFile(
    configuration,
    `global(workDirectory="${folder.path}")
module(load="imtcp")
input(type="imtcp" port="${input}" address="127.0.0.1")
action(type="omfwd" target="127.0.0.1" port="${syslogPort}" protocol="tcp"
  TCP_Framing="octet-counted" queue.type="LinkedList" queue.filename="meshping"
  queue.maxDiskSpace="1g" queue.saveOnShutdown="on" action.resumeRetryCount="-1"
  action.resumeInterval="1")
`,
  );
  const command = ["rsyslogd", "-n", "-f", configuration, "-i", join(folder.path, "rsyslog.pid")];
  await using rsyslogd = Child.start("rsyslogd", command);
  const send = async (from: number, to: number) => {
    const conn = await until("rsyslogd listens", async () => {
      try {
        return await Deno.connect({ hostname: "127.0.0.1", port: input });
      } catch {
        return null;
      }
    }, (found) => found !== null);
    const lines = Array.from(
      { length: to - from },
      (_, n) => `<13>Nov 20 10:00:00 host count: number ${from + n}.\n`,
    );
    const writer = conn!.writable.getWriter();
    await writer.write(new TextEncoder().encode(lines.join("")));
    await writer.close();
  };
  const numbers = async (client: Client) => {
    const found = new Set<number>();
    for (let before = ""; before !== "&before=null";) {
      const path = `/api/v1/traffic/events?limit=1000${before}`;
      const { events, next } = await client.json<EventsAnswer & { next: number | null }>(path);
      for (const { raw } of events) found.add(Number(/number (\d+)\./.exec(raw)?.[1]));
      before = `&before=${next}`;
    }
    return found.size;
  };

  {
    await using server = await start();
    await send(0, 1_000);
    const admin = await server.admin();
    await until("the first lines are here", () => numbers(admin), (count) => count === 1_000);
    await send(1_000, 1_500);
    assert.equal(await server.stop(), 0);
  }
  await send(1_500, 3_000);
  await using server = await start();
  const admin = await server.admin();
  // What rsyslog could not send, it keeps back for longer with every time that it could not.
  await until("every line is here", () => numbers(admin), (count) => count === 3_000, 60_000);
  assert.ok(rsyslogd.running);
});

Deno.test("lines of any program become a source of their own", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const operator = await server.withToken("operator");
  const post = (name: string, body: string, type: string) =>
    operator.fetch(`/api/v1/sources/${name}/lines`, {
      method: "POST",
      headers: { "content-type": type },
      body,
    });
  const stored = await post("backup-job", "done 17\nfailed <b>\u001b[31m", "text/plain");
  assert.deepEqual([stored.status, await stored.json()], [200, { stored: 2 }]);
  const events = await eventsOf(operator, "source=backup-job");
  assert.deepEqual(events.map(({ raw }) => raw), ["failed <b>\u001b[31m", "done 17"]);
  for (const [name, body] of [["192.0.2.1", "a"], ["job", "\n"], ["job", "a\n".repeat(10_001)]]) {
    const refused = await post(name, body, "text/plain");
    await refused.body?.cancel();
    assert.equal(refused.status, 422);
  }
  const viewer = await server.withToken("viewer");
  const forbidden = await viewer.fetch("/api/v1/sources/job/lines", { method: "POST", body: "a" });
  await forbidden.body?.cancel();
  assert.equal(forbidden.status, 403);
});
