/**
 * The server at its stated size: 200 agents report 1,000 targets every 5 s through real WebSockets,
 * with every target alive and with half of them dead; alone, with 20 viewers, and with 20 rules for
 * alerts beside them. Needs `deno task build`. CPU is of the whole process, its writer's thread
 * included.
 */
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { AgentHour, HOUR_ROUNDS } from "@/server/results/agent_hour.ts";
import { RecentProbes } from "@/server/results/recent_probes.ts";
import { RowCells } from "@/server/results/row_cells.ts";
import type { Client } from "@/tests/harness/client.ts";
import { ServerProcess } from "@/tests/harness/server_process.ts";
import { cpuSeconds } from "./cpu_seconds.ts";
import type { Figure } from "./figure.ts";
import { Fleet, ROUND_MS, setNumbered } from "./fleet.ts";
import { openWithHeaders } from "./open_with_headers.ts";

const AGENTS = 200;
const TARGETS = 1_000;
const VIEWERS = 20;
const RULES = 20;
/** Rounds of the agent whose targets are all dead. */
const DEAD_ROUNDS = 200;
/** The last minute, which the state of a path looks at, fills for so long before it is measured. */
const SETTLE_MS = 2 * ROUND_MS;
const MEASURED_MS = 2 * ROUND_MS;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const figure = (name: string, value: number, unit: string): Figure => ({
  bench: "scale",
  figure: name,
  value: Math.round(value * 10) / 10,
  unit,
});

/** Share of a core that a process takes, measured over some rounds. */
async function cpuPercent(pid: number): Promise<number> {
  const startMs = performance.now(), before = cpuSeconds(pid);
  await pause(MEASURED_MS);
  return (cpuSeconds(pid) - before) * 100_000 / (performance.now() - startMs);
}

/** Resident memory of a process in MB: `VmRSS` of proc_pid_status(5). */
function rssMb(pid: number): number {
  const text = Deno.readTextFileSync(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)![1]) * 1_024 / 1e6;
}

/** Rules over all paths, half of them with percentiles. */
async function addRules(client: Client): Promise<void> {
  for (let n = 0; n < RULES; n++) {
    const rtt = { kind: "rtt", percentile: [90, 95, 99][n % 3], ms: 150 + n };
    const condition = n % 2 ? rtt : { kind: "loss", percent: 20 + n };
    await client.post("/api/v1/alerts/rules", { name: `rule ${n}`, condition }, 201);
  }
}

/** What one row of the matrix costs when all of its targets have been dead for over an hour. */
function deadRowUs(): number {
  const targets = Array.from({ length: TARGETS }, (_, n) => {
    return { id: `target_${n}`, intervalMs: ROUND_MS, warnMs: 200 };
  });
  const hour = new AgentHour(), row = new RowCells(targets);
  const ids = targets.map(({ id }) => id), rare = new RecentProbes().sight(null);
  const results = new Uint32Array(TARGETS).fill(RESULT_CODES.timeout);
  let round = 0, spentMs = 0;
  const add = () => hour.add(ROUND_MS * round++, ids, results);
  while (round < HOUR_ROUNDS) add();
  row.make(hour, rare, () => false);
  for (let n = 0; n < DEAD_ROUNDS; n++) {
    add();
    const startMs = performance.now();
    row.make(hour, rare, () => false);
    spentMs += performance.now() - startMs;
  }
  return spentMs * 1_000 / DEAD_ROUNDS;
}

async function* mesh(name: string, isDead: (place: number) => boolean): AsyncIterable<Figure> {
  const args = ["--no-local-agent", "--syslog-port", "off", "--agents-per-address", "1000"];
  await using server = await ServerProcess.start({ args });
  const { pid } = server.child, emptyMb = rssMb(pid);
  const client = await server.admin();
  await using fleet = new Fleet(TARGETS, await setNumbered(client, TARGETS), isDead);
  await fleet.join(server, client, AGENTS);
  fleet.start();
  await pause(SETTLE_MS);
  yield figure(`${name}_cpu`, await cpuPercent(pid), "% of a core");
  const url = new URL("/live?topic=matrix", server.url.replace(/^http/, "ws"));
  const viewers = Array.from({ length: VIEWERS }, () => openWithHeaders(url, client.headers));
  await pause(ROUND_MS);
  yield figure(`${name}_${VIEWERS}_viewers_cpu`, await cpuPercent(pid), "% of a core");
  await addRules(client);
  await pause(ROUND_MS);
  yield figure(`${name}_${RULES}_rules_cpu`, await cpuPercent(pid), "% of a core");
  yield figure(`${name}_rss`, rssMb(pid), "MB");
  yield figure(`${name}_path`, (rssMb(pid) - emptyMb) * 1e6 / (AGENTS * TARGETS), "B");
  await Promise.all(viewers.map((socket) => {
    const closed = new Promise((resolve) => socket.onclose = resolve);
    socket.close();
    return closed;
  }));
}

export const bench = {
  name: "scale",
  async *run(): AsyncIterable<Figure> {
    yield figure("row_dead_for_an_hour", deadRowUs(), "us");
    yield* mesh("alive", () => false);
    yield* mesh("half_dead", (place) => place % 2 === 1);
  },
};
