import assert from "node:assert/strict";
import { join } from "node:path";
import type { EventsAnswer } from "./harness/answers.ts";
import { Child } from "./harness/child.ts";
import type { Client } from "./harness/client.ts";
import { freePort } from "./harness/free_port.ts";
import { recipesFor } from "./harness/recipes_for.ts";
import { runCommand } from "./harness/run_command.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { debianConfiguration, startSyslogNg } from "./harness/syslog_ng.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";
import { until } from "./harness/until.ts";

const QUIET = ["--no-local-agent"];

const eventsOf = async (client: Client, query: string) =>
  (await client.json<EventsAnswer>(`/api/v1/traffic/events?${query}`)).events;

/** Asks until the program answers. */
const get = (url: string) =>
  until(`${url} answers`, async () => {
    try {
      const response = await fetch(url, { headers: { "user-agent": "meshping-test" } });
      await response.body?.cancel();
      return response.status;
    } catch {
      return null;
    }
  }, (status) => status !== null);

/** A configuration of each web server that has its recipe in it and answers on a port of loopback. */
const WEB_SERVERS: {
  id: string;
  app: string | null;
  configure(recipe: string, port: number, folder: string): string;
  command(file: string): string[];
}[] = [
  {
    id: "nginx",
    app: "nginx",
    configure: (recipe, port, folder) =>
      `daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events {}
http {
  ${recipe}
  client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p;
  fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  server { listen 127.0.0.1:${port}; location / { return 410; } }
}`,
    command: (file) => ["nginx", "-c", file],
  },
  {
    id: "haproxy",
    app: "haproxy",
    configure: (recipe, port) =>
      `${recipe}
  mode http
  timeout connect 1s
  timeout client 5s
  timeout server 5s
frontend 127.0.0.1
  bind 127.0.0.1:${port}
  http-request return status 410
`,
    command: (file) => ["haproxy", "-db", "-f", file],
  },
  {
    id: "apache",
    app: "apache",
    configure: (recipe, port, folder) =>
      `ServerRoot ${folder}
ServerName 127.0.0.1
DefaultRuntimeDir ${folder}
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
Listen 127.0.0.1:${port}
User www-data
Group www-data
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so
Redirect 410 /
${recipe}
`,
    command: (file) => ["apache2", "-X", "-f", file],
  },
  {
    id: "caddy",
    app: null,
    configure: (recipe, port, folder) =>
      `{
  admin off
  auto_https off
  storage file_system ${folder}
}
http://127.0.0.1:${port} {
  ${recipe}
  respond 410
}
`,
    command: (file) => ["caddy", "run", "--config", file, "--adapter", "caddyfile"],
  },
];

Deno.test("web servers send their access logs when their recipe is in their configuration", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const recipes = recipesFor(server);
  for (const { id, app, configure, command } of WEB_SERVERS) {
    const own = join(folder.path, id), port = freePort();
    await Deno.mkdir(own);
    const file = join(own, "configuration");
    await Deno.writeTextFile(file, configure(recipes.get(id)!, port, own));
    await using program = Child.start(id, command(file), { env: { HOME: own } });
    assert.equal(await get(`http://127.0.0.1:${port}/${id}?a=1`), 410, id);

    const event = (await until(`${id}'s line is in the feed`, async () => {
      const events = await eventsOf(admin, "kind=http&src=127.0.0.1");
      return events.find(({ http }) => http?.path === `/${id}?a=1`);
    }))!;
    const { http } = event;
    assert.deepEqual([http?.method, http?.status, event.app], ["GET", 410, app], id);
    assert.equal(http?.site, "127.0.0.1", id);
    assert.equal(typeof http?.durationMs, "number", id);
    // The format of HAProxy's log has no user agent.
    assert.equal(http?.userAgent, id === "haproxy" ? null : "meshping-test", id);
    await program.stop();
  }
});

Deno.test("syslog-ng sends its source's lines when the recipe is in its configuration", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const debian = await debianConfiguration();
  assert.match(debian, /^source s_src \{/m, "the name of the source that the recipe takes from");
  assert.match(debian, /^@include "\/etc\/syslog-ng\/conf\.d\/\*\.conf"$/m);

  await using program = await startSyslogNg(recipesFor(server).get("syslog-ng")!, folder.path);
  await program.line("stderr", /Syslog connection established/);
  const line =
    "IPT_ICMP IN=eth0 OUT= SRC=192.0.2.7 DST=192.0.2.8 LEN=84 PROTO=ICMP TYPE=8 CODE=0 " +
    "ID=77 SEQ=1";
  await runCommand(["logger", "--socket", join(folder.path, "log"), "--tag", "kernel", line]);
  const [event] = await until(
    "the line is in the feed",
    () => eventsOf(admin, "kind=icmp&src=192.0.2.7"),
    (events) => events.length > 0,
  );
  assert.deepEqual([event.app, event.icmpId, event.sender], ["kernel", 77, "127.0.0.1"]);
  type Senders = { kinds: { kind: string }[] };
  await until("the set-up page ticks it", async () => {
    const { kinds } = await admin.json<Senders>("/api/v1/traffic/senders");
    return kinds.map(({ kind }) => kind);
  }, (kinds) => kinds.includes("syslog-ng"));
  assert.equal(await program.stop(), 0);
});
