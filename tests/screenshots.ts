/**
 * Takes the pictures of the documentation from a real run: `deno run -A tests/screenshots.ts`, as
 * root. A server, three agents, hosts in namespaces: one that answers, one that loses on both ways
 * and logs what reaches it, one that is cut off; and the demo's made-up traffic. Takes about three
 * minutes, so that what is drawn is real.
 */
import type { Page } from "playwright-core";
import { SampleLines } from "../tools/demo/sample_lines.ts";
import { seededRandom } from "../tools/demo/seeded_random.ts";
import { sendLines } from "../tools/demo/send_lines.ts";
import { AgentProcess } from "./harness/agent_process.ts";
import { enrol } from "./harness/api.ts";
import type { TargetsAnswer } from "./harness/answers.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { ROOT } from "./harness/child.ts";
import { NetworkNamespace } from "./harness/network_namespace.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { startRsyslogd } from "./harness/syslog_daemon.ts";
import { sysctlSetting } from "./harness/sysctl_setting.ts";

const IMAGES = new URL("docs/images/", ROOT);
const AGENTS = ["tokyo-edge", "frankfurt-edge", "ashburn-edge"];
const MEASURE_MS = 150_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

await using _setting = await sysctlSetting("net.netfilter.nf_log_all_netns", "1");
await using steady = await NetworkNamespace.create();
await using lossy = await NetworkNamespace.create();
await using dark = await NetworkNamespace.create();
await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
const admin = await server.admin();
const { targets } = await admin.json<TargetsAnswer>("/api/v1/targets", {
  method: "PUT",
  body: [
    { address: "127.0.0.1", name: "gw", group: "Tokyo" },
    { address: "127.0.0.2", name: "core-sw-1", group: "Tokyo" },
    { address: dark.inside.ipv4, name: "core-sw-2", group: "Tokyo" },
    { address: "127.0.0.4", name: "dns", group: "Tokyo" },
    { address: "127.0.0.5", name: "gw", group: "Frankfurt" },
    { address: lossy.inside.ipv4, name: "www", group: "Frankfurt" },
    { address: "::1", name: "www IPv6", group: "Frankfurt" },
    { address: "127.0.0.8", name: "gw", group: "Ashburn" },
    { address: steady.inside.ipv4, name: "vpn", group: "Ashburn" },
    { address: steady.inside.ipv6, name: "vpn IPv6", group: "Ashburn" },
    { address: "127.0.0.11", name: "ntp", group: "Ashburn" },
  ],
});
const www = targets.find(({ name }) => name === "www")!;
const prefix = `IPT_ICMP ${lossy.inside.ipv4} `;
const losing = "-m statistic --mode random --probability";
for (
  const rule of [
    `-t raw -A PREROUTING -p icmp --icmp-type echo-request ${losing} 0.1 -j DROP`,
    `-t raw -A OUTPUT -p icmp --icmp-type echo-reply ${losing} 0.07 -j DROP`,
  ]
) await lossy.run(["iptables", ...rule.split(" ")]);
const log = "-A INPUT -p icmp --icmp-type echo-request -j LOG --log-prefix".split(" ");
await lossy.run(["iptables", ...log, prefix]);
const forward = `:msg, contains, "${prefix}" @${server.syslog}`;
await using _rsyslogd = await startRsyslogd(server.syslog, forward, "imkmsg");
const random = seededRandom(20_261_120);
using _traffic = sendLines(server.syslog, new SampleLines(random), random);
const agents = new AsyncDisposableStack();
for (const name of AGENTS) {
  const token = await enrol(admin, true);
  agents.use(await AgentProcess.start({ token, name }));
}
await pause(MEASURE_MS - 30_000);
await dark.cut();
await pause(30_000);

await using browser = await TestBrowser.launch();
await Deno.mkdir(IMAGES, { recursive: true });
for (const dark of [false, true]) {
  const page = await browser.loggedIn(server, { width: 1200, height: 520, dark });
  await page.goto("/");
  await isLive(page);
  const picture = page.getByRole("application");
  await picture.focus();
  for (const key of ["ArrowDown", ...Array(5).fill("ArrowRight")]) await page.keyboard.press(key);
  await page.getByRole("complementary").locator("canvas").waitFor();
  await pause(1_500);
  await take(page, "matrix", dark);
  await page.setViewportSize({ width: 1200, height: 860 });
  await page.goto("/traffic");
  await page.locator("svg.map g.at").first().waitFor();
  // The chart draws its last five minutes, the map its circles.
  await pause(3_000);
  await take(page, "traffic", dark);
  const endMs = Date.now();
  const range = new URLSearchParams({
    from: new Date(endMs - MEASURE_MS + 20_000).toISOString(),
    to: new Date(endMs).toISOString(),
  });
  await page.goto(`/mesh/agent_1/${www.id}?${range}`);
  await page.getByText(/way there/).waitFor();
  await take(page, "path", dark);
}
await agents.disposeAsync();

async function take(page: Page, name: string, dark: boolean): Promise<void> {
  const path = new URL(`${name}${dark ? "-dark" : ""}.png`, IMAGES).pathname;
  await page.screenshot({ path });
  console.log(path);
}
