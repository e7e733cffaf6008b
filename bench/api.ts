/**
 * The ten most used calls of the API, on a server with 100 agents by 100 targets that report all
 * the while: how many a second one server answers to ten clients at once, and how long 95 % of them
 * take at most. Needs `deno task build`.
 */
import type { Client } from "@/tests/harness/client.ts";
import { ServerProcess } from "@/tests/harness/server_process.ts";
import { connectApproved, newWireKey, type WireAgent } from "@/tests/harness/wire_agent.ts";
import type { Figure } from "./figure.ts";

const AGENTS = 100, TARGETS = 100, ROUND_MS = 5_000;
const CLIENTS = 10, WARM_MS = 500, MEASURE_MS = 3_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Agents of which each sends a round every 5 s, spread over that time. */
async function reportingAgents(
  server: ServerProcess,
  client: Client,
  revision: number,
): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const body = { pre_approved: true, uses: AGENTS };
  const { token } = await client.post<{ token: string }>("/api/v1/enrolments", body, 201);
  const agents: WireAgent[] = [];
  for (let n = 0; n < AGENTS; n++) {
    agents.push(stack.use(await connectApproved(server.url, await newWireKey(), token)));
  }
  let round = 0;
  const send = (agent: WireAgent, n: number) => {
    const results = Uint32Array.from({ length: TARGETS }, (_, i) => 1_000 + 37 * (i + n + round));
    const rest = { flags: 0, notes: new Uint8Array(0), startedAtMs: Date.now() };
    agent.sendRound({ session: 1, round: ++round, revision, results, ...rest });
  };
  let next = 0;
  const timer = setInterval(() => send(agents[next % AGENTS], next++), ROUND_MS / AGENTS);
  stack.defer(() => clearInterval(timer));
  return stack.move();
}

/** Calls as clients that wait for each answer send them: answers a second, and each one's time. */
async function measure(client: Client, path: string): Promise<{ aSecond: number; p95Ms: number }> {
  const times: number[] = [];
  let measuring = false, running = true;
  const one = async () => {
    while (running) {
      const startMs = performance.now();
      const response = await client.fetch(path);
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
      if (measuring && running) times.push(performance.now() - startMs);
    }
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, one));
  await pause(WARM_MS);
  measuring = true;
  await pause(MEASURE_MS);
  running = false;
  await clients;
  times.sort((a, b) => a - b);
  return {
    aSecond: times.length / (MEASURE_MS / 1000),
    p95Ms: times[Math.floor(times.length * 0.95)] ?? NaN,
  };
}

const CALLS: [name: string, path: string][] = [
  ["healthz", "/healthz"],
  ["me", "/api/v1/me"],
  ["targets", "/api/v1/targets"],
  ["agents", "/api/v1/agents"],
  ["matrix", "/api/v1/matrix"],
  ["results_hour", "/api/v1/results/agent_1/TARGET"],
  ["results_steps", "/api/v1/results/agent_1/TARGET?step=1m"],
  ["traffic_events", "/api/v1/traffic/events?limit=100"],
  ["alerts", "/api/v1/alerts"],
  ["metrics_one_agent", "/metrics?agent=agent_1"],
];

export const bench = {
  name: "api",
  async *run(): AsyncIterable<Figure> {
    await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
    const client = await server.withToken("admin");
    const list = await client.json<{ revision: number; targets: { id: string }[] }>(
      "/api/v1/targets",
      { method: "PUT", body: Array.from({ length: TARGETS }, (_, n) => `127.0.1.${n + 1}`) },
    );
    const rule = { name: "down", condition: { kind: "state", states: ["fail"] } };
    await client.post("/api/v1/alerts/rules", rule, 201);
    const lines = Array.from({ length: 1_000 }, (_, n) => `line ${n}`).join("\n");
    await client.json("/api/v1/sources/bench/lines", { method: "POST", body: lines });
    await using _agents = await reportingAgents(server, client, list.revision);
    await pause(ROUND_MS + 1_000);
    for (const [name, path] of CALLS) {
      const { aSecond, p95Ms } = await measure(client, path.replace("TARGET", list.targets[0].id));
      const figure = { bench: "api" };
      yield { ...figure, figure: `${name}_rate`, value: Math.round(aSecond), unit: "requests/s" };
      yield { ...figure, figure: `${name}_p95`, value: Math.round(p95Ms * 100) / 100, unit: "ms" };
    }
  },
};
