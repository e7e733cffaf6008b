/**
 * The results store through real WebSockets: 1,000 agents of 100 targets each, in a process of their
 * own, send rounds to a real server; and what its pages cost meanwhile and while hours are packed.
 * Needs `deno task build`.
 */
import type { Client } from "@/tests/harness/client.ts";
import { ServerProcess } from "@/tests/harness/server_process.ts";
import type { Figure } from "./figure.ts";

const TARGETS = 100;
/** Ten minutes of a buffer that an outage has filled. */
const MANY = { agents: 1_000, rounds: 120 };
/** Hours of agents that are to be packed: whole ones, so that there is much to do. */
const LONG = { agents: 60, rounds: 3 * 720 - 200 };
const ROUND_MS = 5_000;
const HOUR_MS = 3_600_000;
/** Requests for a figure of a server that does nothing else. */
const IDLE_REQUESTS = 200;
/** The packing has come to its end when the file has not changed for so long. */
const QUIET_MS = 500;

const figure = (name: string, value: number, unit: string): Figure => ({
  bench: "store_sockets",
  figure: name,
  value: Math.round(value * 100) / 100,
  unit,
});

/** A line of a process's output, one after another. */
function linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncIterator<string> {
  async function* lines() {
    let rest = "";
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      const whole = (rest + text).split("\n");
      rest = whole.pop()!;
      yield* whole;
    }
  }
  return lines();
}

/** Sends every round of every agent; gives samples a second until the last is acknowledged. */
async function swarm(
  server: ServerProcess,
  { agents, rounds }: { agents: number; rounds: number },
  firstStartMs: number,
): Promise<number> {
  const admin = await server.admin();
  const options = { pre_approved: true, uses: agents };
  const { token } = await admin.post<{ token: string }>("/api/v1/enrolments", options, 201);
  const url = new URL("/agent", server.url.replace("http", "ws")).href;
  const args = [agents, rounds, firstStartMs].map(String);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", import.meta.resolve("./agent_swarm.ts"), url, token, ...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines = linesOf(child.stdout);
  if ((await lines.next()).value !== "ready") throw new Error("the swarm did not get ready");
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode("go\n"));
  const ms = Number((await lines.next()).value);
  await child.status;
  if (!(ms > 0)) throw new Error("the swarm has failed");
  return agents * rounds * TARGETS / ms * 1000;
}

async function start(): Promise<ServerProcess> {
  const args = ["--no-local-agent", "--syslog-port", "off", "--agents-per-address", "2000"];
  const server = await ServerProcess.start({ args });
  const admin = await server.admin();
  const body = Array.from({ length: TARGETS }, (_, n) => `192.0.2.${n}`);
  await admin.json("/api/v1/targets", { method: "PUT", body });
  return server;
}

async function* rate(): AsyncIterable<Figure> {
  await using server = await start();
  // Of the last minutes: nothing is packed meanwhile.
  const firstStartMs = Date.now() - MANY.rounds * ROUND_MS;
  yield figure("sockets_to_commit", await swarm(server, MANY, firstStartMs), "samples/s");
}

/** Milliseconds of one request, all of its answer read. */
async function requestMs(client: Client, path: string): Promise<number> {
  const startMs = performance.now();
  const { response } = await client.text(path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return performance.now() - startMs;
}

const p95 = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)];

/** Requests of two kinds in turn, until `goesOn` says no; their times by path. */
async function measure(
  client: Client,
  paths: string[],
  goesOn: () => boolean,
): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>(paths.map((path) => [path, []]));
  while (goesOn()) {
    for (const path of paths) times.get(path)!.push(await requestMs(client, path));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return times;
}

/** The pages of a server that is idle, and of the same one while it packs hours. */
async function* pagesWhilePacking(): AsyncIterable<Figure> {
  await using server = await start();
  const firstStartMs = Date.now() - 6 * HOUR_MS;
  await swarm(server, LONG, firstStartMs);
  const admin = await server.admin();
  const { targets } = await admin.json<{ targets: { id: string }[] }>("/api/v1/targets");
  const from = new Date(firstStartMs).toISOString();
  const results = `/api/v1/results/agent_1/${targets[0].id}?from=${from}`;
  const paths = ["/", results];
  const wal = `${server.dataDir}/meshping.db-wal`;
  const changedAtMs = () => Deno.statSync(wal).mtime!.getTime();

  let left = IDLE_REQUESTS;
  const beforeMs = changedAtMs();
  const idle = await measure(admin, paths, () => left-- > 0);
  if (changedAtMs() !== beforeMs) throw new Error("the server was not idle");
  // It packs once a minute.
  while (Date.now() - changedAtMs() > 100) await new Promise((resolve) => setTimeout(resolve, 20));
  const packing = await measure(admin, paths, () => Date.now() - changedAtMs() < QUIET_MS);
  const count = packing.get("/")!.length;
  if (count < 50) throw new Error(`only ${count} requests while it packed: nothing to say`);
  for (const [path, name] of [["/", "matrix_page"], [results, "results"]]) {
    yield figure(`${name}_idle_p95`, p95(idle.get(path)!), "ms");
    yield figure(`${name}_while_packing_p95`, p95(packing.get(path)!), "ms");
  }
}

export const bench = {
  name: "store_sockets",
  async *run(): AsyncIterable<Figure> {
    yield* rate();
    yield* pagesWhilePacking();
  },
};
