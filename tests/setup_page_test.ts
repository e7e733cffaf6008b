import assert from "node:assert/strict";
import { join } from "node:path";
import { isAccessible, keepsWidth } from "./harness/accessibility.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { runCommand } from "./harness/run_command.ts";
import { sendSyslog } from "./harness/send_syslog.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { soonEqual } from "./harness/soon.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";
import { until } from "./harness/until.ts";

const QUIET = ["--no-local-agent"];
const request = '192.0.2.7 - - [20/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "x"';
const ping = (proto: string, type: number) =>
  `kernel: IPT_ICMP IN=eth0 OUT= SRC=192.0.2.7 DST=192.0.2.8 LEN=84 PROTO=${proto} TYPE=${type} ` +
  "CODE=0 ID=1 SEQ=1";
const OLD = "<6>Nov 20 20:59:10 fw ";
const caddy = JSON.stringify({
  request: { remote_ip: "192.0.2.7", method: "GET", uri: "/", host: "a", headers: {} },
  ...{ status: 200, duration: 0.1, ts: 1_795_000_000 },
});
const traefik = JSON.stringify({
  ...{ DownstreamStatus: 200, RequestMethod: "GET", RequestPath: "/", ClientHost: "192.0.2.7" },
});

async function sendStream(syslog: string, text: string): Promise<void> {
  const [hostname, port] = syslog.split(":");
  using conn = await Deno.connect({ hostname, port: Number(port) });
  const writer = conn.writable.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
}

const counted = (message: string) => `${new TextEncoder().encode(message).length} ${message}`;

/** What each kind of sender sends, and the cards that are ticked by it. */
const KINDS: [ids: string[], send: (syslog: string) => Promise<unknown>][] = [
  [
    ["iptables", "nftables", "rsyslog-udp"],
    (syslog) => sendSyslog(syslog, [OLD + ping("ICMP", 8)]),
  ],
  [
    ["ip6tables", "rsyslog-tcp"],
    (syslog) => sendStream(syslog, counted(OLD + ping("ICMPv6", 128))),
  ],
  [["syslog-ng"], (syslog) => sendStream(syslog, counted("<13>1 - h app - - - hello"))],
  [["nginx"], (syslog) => sendSyslog(syslog, [`<190>Nov 20 10:00:00 web nginx: ${request}`])],
  [["apache"], (syslog) => {
    const to = ["--server", "127.0.0.1", "--port", syslog.split(":")[1], "--tcp"];
    return runCommand(["logger", ...to, "--tag", "apache", request]);
  }],
  [["haproxy"], (syslog) =>
    sendSyslog(syslog, [
      "<134>Nov 20 10:00:00 haproxy[1]: 192.0.2.7:1 [20/Nov/2026:10:00:00.000] f b/s 0/0/0/1/1 " +
      '200 5 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
    ])],
  [["caddy"], (syslog) => sendStream(syslog, `${caddy}\n`)],
  [
    ["traefik"],
    (syslog) => sendStream(syslog, counted(`<13>Nov 20 10:00:00 web traefik: ${traefik}`)),
  ],
];

Deno.test("the set-up page ticks each kind of sender as its first message comes", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/traffic");
  await page.getByRole("link", { name: /other kinds of sender/ }).click();
  await page.getByRole("heading", { name: "iptables", exact: true }).waitFor();
  await page.getByText("first give its address").waitFor();
  const cards = page.locator("article.recipe");
  const ticked = () => page.locator('[data-came="true"]').count();
  await soonEqual("a card for each kind", () => cards.count(), 12);
  await soonEqual("nothing has come", ticked, 0);

  for (const [ids, send] of KINDS) {
    await send(server.syslog);
    for (const id of ids) await page.locator(`#${id}[data-came="true"]`).waitFor();
  }
  await soonEqual("all but one have come", ticked, 11);
  const operator = await server.withToken("operator");
  await operator.post("/api/v1/sources/job/lines", ["a line"]);
  await page.locator('#api[data-came="true"]').getByText("job").waitFor();

  const row = page.getByRole("row").filter({ hasText: "127.0.0.1" });
  await row.getByText(/^\d+ %$|^\d+\.\d+ %$/).waitFor();
  await row.getByText(/ \/s$/).waitFor();
  await page.getByText("dropped by the kernel").waitFor();
  assert.deepEqual(browser.trouble, []);
});

Deno.test("a kind of sender that has come once stays ticked when the server starts again", async () => {
  await using folder = await temporaryFolder();
  const dataDir = join(folder.path, "data");
  const kindsOf = async (server: ServerProcess) => {
    const viewer = await server.withToken("viewer");
    const { kinds } = await viewer.json<{ kinds: { kind: string; count: number }[] }>(
      "/api/v1/traffic/senders",
    );
    return kinds;
  };
  const first = await (async () => {
    await using server = await ServerProcess.start({ args: QUIET, dataDir });
    await sendSyslog(server.syslog, [`<190>Nov 20 10:00:00 web nginx: ${request}`]);
    const kinds = await until("it is known", () => kindsOf(server), ({ length }) => length === 1);
    await server.stop();
    return kinds;
  })();
  await using server = await ServerProcess.start({ args: QUIET, dataDir });
  assert.deepEqual(await until("it is known again", () => kindsOf(server), (k) => k.length), first);
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/admin/setup");
  await page.locator('#nginx[data-came="true"]').waitFor();
  await sendSyslog(server.syslog, [`<190>Nov 20 10:00:00 web nginx: ${request}`]);
  await page.locator("#nginx").getByText(/2 in all/).waitFor();
  assert.deepEqual(browser.trouble, []);
});

Deno.test("the set-up page fills in the address that it is given, and keeps it in its own", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const port = server.syslog.split(":")[1];
  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/admin/setup");
  await isLive(page);
  const host = page.getByLabel("Address of this server");
  const nginx = page.locator("#nginx code").first();
  await nginx.getByText("server=SERVER:").waitFor();
  await host.fill("log.example.net");
  await nginx.getByText(`server=log.example.net:${port}`).waitFor();
  const search = () => new URL(page.url()).search;
  await soonEqual("it is in the address", search, "?host=log.example.net");
  await page.reload();
  await isLive(page);
  await nginx.getByText(`server=log.example.net:${port}`).waitFor();
  await host.fill("2001:db8::1");
  await nginx.getByText(`server=[2001:db8::1]:${port}`).waitFor();
  await host.fill("a; rm -rf /");
  await page.getByText("Only a host name or an address").waitFor();
  await nginx.getByText("server=SERVER:").waitFor();

  await page.getByLabel("At most 10 lines a second").check();
  await page.locator("#iptables").getByText("--limit 10/second").waitFor();
  await page.locator("#iptables").getByText("Counts are a floor: the rule limits to 10 a second.")
    .waitFor();
  await isAccessible(page, "the set-up page");
  for (const dark of [false, true]) {
    const narrow = await browser.loggedIn(server, { width: 390, dark });
    await narrow.goto("/admin/setup?host=log.example.net");
    await narrow.locator("#nginx").waitFor();
    await keepsWidth(narrow, 390, "the set-up page");
    await isAccessible(narrow, `the narrow set-up page${dark ? " in the dark" : ""}`);
  }
  assert.deepEqual(browser.trouble, []);

  const viewer = await server.withToken("viewer");
  assert.equal((await viewer.text("/admin/setup")).response.status, 403);
});
