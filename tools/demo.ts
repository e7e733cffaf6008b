/**
 * `deno task demo [--port PORT]`: a server, three agents and a few web sites on this machine, and
 * sample log lines of an imaginary network, in a folder that is removed in the end. Nothing leaves
 * this machine. Every page says that it is a demo.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ChildProcess } from "./demo/child_process.ts";
import { SampleLines } from "./demo/sample_lines.ts";
import { type RunningSite, SAMPLE_SITES, serveSite } from "./demo/sample_sites.ts";
import { seededRandom } from "./demo/seeded_random.ts";
import { sendLines } from "./demo/send_lines.ts";

const root = new URL("../", import.meta.url);
const AGENTS = ["tokyo-edge", "frankfurt-edge", "ashburn-edge"];
const BANNER = "Demo: measured on one machine, with made-up traffic. Nothing here is kept.";

/** Addresses of this machine that stand for those of a network; the last one is of a closed port. */
const MACHINES = [
  { address: "127.0.0.1", name: "gateway", group: "Tokyo" },
  { address: "127.0.0.2", name: "core switch", group: "Tokyo" },
  { address: "127.0.0.3", name: "gateway", group: "Frankfurt" },
  { address: "::1", name: "gateway, IPv6", group: "Frankfurt" },
  { address: "127.0.0.1:9", name: "old mail", group: "Frankfurt" },
];

async function main(): Promise<number> {
  const port = portOf(Deno.args);
  if (port === null) {
    console.error("Usage: deno task demo [--port PORT]   (default 5000; 0 is any free port)");
    return 2;
  }
  await using stack = new AsyncDisposableStack();
  const folder = await Deno.makeTempDir({ prefix: "meshping-demo-" });
  stack.defer(() => Deno.remove(folder, { recursive: true }));
  const data = join(folder, "data");
  const password = crypto.randomUUID().slice(0, 18);
  const random = seededRandom(20_261_120);

  const server = stack.use(
    new ChildProcess(root, [
      ...["run", "--allow-all", "server/main.ts", "--data", data, "--port", port],
      ...["--syslog-port", "0", "--no-local-agent", "--banner", BANNER],
    ], { MESHPING_ADMIN_PASSWORD: password }),
  );
  const [, url, syslog] = await server.line(/^Meshping is ready at (\S+) \(syslog (\S+)\)$/);
  const sites = SAMPLE_SITES.map((site) => stack.use(serveSite(site, random)));
  await putTargets(url, data, sites);
  for (const name of AGENTS) {
    const state = join(folder, name);
    const token = await admin(data, "enrol", "--url", url, "--name", name, "--pre-approved");
    const agent = stack.use(
      new ChildProcess(root, [
        ...["run", "--allow-all", "agent/main.ts", "--state", state],
        ...["--name", name, "--token", token],
      ]),
    );
    await agent.line(/Meshping agent \S+, server http/);
  }
  stack.use(sendLines(syslog, new SampleLines(random), random));
  console.log(`The demo is at ${url}\nLog in as admin with the password ${password}`);
  console.log("Stop it with Ctrl-C; its data is removed then.");
  await Promise.race([stopSignal(), server.ended]);
  return 0;
}

function portOf(args: string[]): string | null {
  try {
    const { port } = parseArgs({ args, options: { port: { type: "string" } } }).values;
    return /^\d{1,5}$/.test(port ?? "5000") ? port ?? "5000" : null;
  } catch {
    return null;
  }
}

/** Runs a command of `deno task admin` and gives what it prints. */
async function admin(data: string, ...command: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "server/admin/main.ts", ...command, "--data", data],
    cwd: root,
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim();
}

async function putTargets(url: string, data: string, sites: RunningSite[]): Promise<void> {
  const token = await admin(data, "token", "create", "--name", "demo", "--role", "operator");
  const targets = [
    ...MACHINES,
    ...sites.map(({ url, site: { name, group, warnMs } }) => {
      return { address: url, name, group, warn_ms: warnMs };
    }),
  ];
  const answer = await fetch(new URL("/api/v1/targets", url), {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(targets),
  });
  if (!answer.ok) throw new Error(`the targets were refused: ${await answer.text()}`);
  await answer.body?.cancel();
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.addSignalListener(signal, () => resolve());
    }
  });
}

if (import.meta.main) {
  try {
    Deno.exit(await main());
  } catch (error) {
    console.error(`The demo cannot run: ${(error as Error).message}`);
    Deno.exit(1);
  }
}
