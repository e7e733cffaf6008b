import assert from "node:assert/strict";
import { setTargets } from "../harness/api.ts";
import { isLive, TestBrowser } from "../harness/browser.ts";
import { NetworkNamespace } from "../harness/network_namespace.ts";
import { sendSyslog } from "../harness/send_syslog.ts";
import { ServerProcess } from "../harness/server_process.ts";
import { startRsyslogd } from "../harness/syslog_daemon.ts";
import { sysctlSetting } from "../harness/sysctl_setting.ts";
import { until } from "../harness/until.ts";

interface SeenAnswer {
  further: number;
  senders: { sender: string; count: number; far_end: boolean }[];
  rounds: { t: string; fate: string; seen: boolean }[];
}

const LOSSES = 2;
/** Every second request or answer is dropped, one each 5 s: long enough on a busy machine. */
const PHASE_MS = 120_000;
const EVERY_SECOND = [
  "-m",
  "statistic",
  "--mode",
  "nth",
  "--every",
  "2",
  "--packet",
  "0",
  "-j",
  "DROP",
];
const REQUEST = ["-p", "icmp", "--icmp-type", "echo-request"];
const REPLY = ["-p", "icmp", "--icmp-type", "echo-reply"];

Deno.test("loss on the way there is told from loss on the way back, by the far end's log", async () => {
  await using _setting = await sysctlSetting("net.netfilter.nf_log_all_netns", "1");
  await using device = await NetworkNamespace.create();
  const { inside } = device;
  // A prefix of its own: the daemon also reads what other tests log.
  const prefix = `IPT_ICMP ${inside.ipv4} `;
  await device.run(["iptables", "-A", "INPUT", ...REQUEST, "-j", "LOG", "--log-prefix", prefix]);

  await using server = await ServerProcess.start();
  const admin = await server.admin();
  const { targets: [{ id: target }] } = await setTargets(admin, [inside.ipv4]);
  const ask = (sinceMs: number) => {
    const from = new Date(sinceMs).toISOString();
    return admin.json<SeenAnswer>(`/api/v1/results/agent_1/${target}/seen?from=${from}`);
  };
  const countOf = ({ rounds }: SeenAnswer, fate: string) =>
    rounds.filter((round) => round.fate === fate).length;

  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto(`/mesh/agent_1/${target}`);
  await page.getByText("No log from the far end").waitFor();

  const rule = `:msg, contains, "${prefix}" @${server.syslog}`;
  await using _rsyslogd = await startRsyslogd(server.syslog, rule, "imkmsg");
  await until(
    "an answered request is in the far end's log",
    () => ask(Date.now() - 60_000),
    ({ rounds }) => rounds.some(({ fate, seen }) => fate === "answered" && seen),
    PHASE_MS,
  );

  /** Loses some on one way only; gives what was told of that time. */
  const lose = async (fate: string, chain: string[], packets: string[]) => {
    const sinceMs = Date.now();
    const table = ["iptables", "-t", "raw"];
    await device.run([...table, "-A", ...chain, ...packets, ...EVERY_SECOND]);
    const told = await until(
      `${LOSSES} are lost: ${fate}`,
      () => ask(sinceMs),
      (answer) => countOf(answer, fate) >= LOSSES,
      PHASE_MS,
    );
    await device.run([...table, "-D", ...chain, ...packets, ...EVERY_SECOND]);
    return told;
  };
  // In the table raw, a request is dropped before the chain INPUT can log it.
  assert.equal(countOf(await lose("there", ["PREROUTING"], REQUEST), "back"), 0);
  await lose("back", ["OUTPUT"], REPLY);

  const { senders } = await ask(Date.now() - 3_600_000);
  assert.deepEqual(senders.map(({ sender, far_end }) => [sender, far_end]), [["127.0.0.1", true]]);
  await page.reload();
  await isLive(page);
  const section = page.getByRole("region", { name: "Both sides" });
  await section.getByText(/Of \d+ lost: ([2-9]|\d\d+) never arrived \(way there\), ([2-9]|\d\d+) /)
    .waitFor();
  await section.getByText(/and were not answered, or the answer was lost \(way back\)/).waitFor();
  await section.getByText(/By the log of 127\.0\.0\.1: \d+ of \d+ requests are in it/).waitFor();
  // The feed knows whose requests these are.
  await page.goto("/traffic");
  await page.getByRole("link", { name: /→/ }).first().waitFor();
  assert.deepEqual(browser.trouble, []);
});

Deno.test("a target that is a host name has both sides, by the address that its agent found", async () => {
  await using server = await ServerProcess.start();
  const admin = await server.admin();
  const { targets: [{ id: target }] } = await setTargets(admin, ["localhost"]);
  const path = `/api/v1/results/agent_1/${target}`;
  const answered = await until(
    "the agent pings it",
    () => admin.json<{ points: { rtt_ms: number | null }[] }>(path),
    ({ points }) => points.some(({ rtt_ms }) => rtt_ms !== null),
  );
  assert.ok(answered.points.length > 0);
  /** What a firewall on the far end would log of the newest request, over IPv4 and IPv6. */
  const log = async (server: ServerProcess) => {
    const { agents: [agent] } = await admin.json<{ agents: { health: { icmp_ids: number[] } }[] }>(
      "/api/v1/agents",
    );
    const lines = agent.health.icmp_ids.flatMap((id) => [
      `DST=127.0.0.1 LEN=84 TTL=64 PROTO=ICMP TYPE=8 CODE=0 ID=${id} SEQ=1`,
      `DST=0000:0000:0000:0000:0000:0000:0000:0001 LEN=104 HOPLIMIT=64 PROTO=ICMPv6 TYPE=128 ` +
      `CODE=0 ID=${id} SEQ=1`,
    ]);
    const head = `<4>1 ${
      new Date().toISOString()
    } fw kernel - - - IPT_ICMP IN=lo OUT= SRC=192.0.2.7`;
    await sendSyslog(server.syslog, lines.map((line) => `${head} ${line}`));
  };
  const seen = await until("a round of it is in the far end's log", async () => {
    await log(server);
    return await admin.json<SeenAnswer>(`${path}/seen`);
  }, ({ rounds }) => rounds.some(({ fate, seen }) => fate === "answered" && seen));
  assert.deepEqual(seen.senders.map(({ sender, far_end }) => [sender, far_end]), [
    ["127.0.0.1", true],
  ]);
  assert.equal(seen.further, 0);

  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto("/traffic");
  const link = page.getByRole("link", { name: /→ localhost$/ }).first();
  await link.waitFor();
  await page.goto(`/mesh/agent_1/${target}`);
  await page.getByText(/By the log of 127\.0\.0\.1/).waitFor();
  await until("the page of its address leads to the path", async () => {
    const pages = await Promise.all(
      ["127.0.0.1", "::1"].map((ip) => admin.text(`/traffic/ip/${encodeURIComponent(ip)}`)),
    );
    return pages.some(({ text }) => text.includes(`/mesh/agent_1/${target}`));
  });
  assert.deepEqual(browser.trouble, []);
});
