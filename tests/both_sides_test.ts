import assert from "node:assert/strict";
import { setTargets } from "./harness/api.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { NetworkNamespace } from "./harness/network_namespace.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { startRsyslogd } from "./harness/syslog_daemon.ts";
import { sysctlSetting } from "./harness/sysctl_setting.ts";
import { until } from "./harness/until.ts";

interface SeenAnswer {
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
  const admin = await server.logIn();
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
