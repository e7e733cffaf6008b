import { backoffMs } from "../agent/backoff.ts";
import { freePort } from "../tests/harness/free_port.ts";
import { ServerProcess } from "../tests/harness/server_process.ts";
import { temporaryFolder } from "../tests/harness/temporary_folder.ts";
import type { Figure } from "./figure.ts";
import { SimulatedAgent } from "./reconnect/simulated_agent.ts";
import { peakRssMb } from "./reconnect/peak_rss.ts";

const NAME = "reconnect";
const AGENTS = Number(Deno.env.get("MESHPING_BENCH_AGENTS") ?? 1_000);
/** So many first calls at a time: the door takes 50 strangers of one address. */
const ENROL_AT_ONCE = 40;

/**
 * Agents that lose their server at the same moment and come back by themselves: real WebSockets,
 * real handshakes, the agent's own back-off, no ICMP; all from one address. The server is killed
 * and started anew on the same data. Measured: time from the new server's being ready until all
 * have their list again, and the server's peak memory. `MESHPING_BENCH_AGENTS` is 1,000 by default.
 */
export const bench = {
  name: NAME,
  async *run(): AsyncIterable<Figure> {
    await using folder = await temporaryFolder();
    const port = freePort();
    const args = ["--no-local-agent", "--syslog-port", "off", "--port", `${port}`];
    const options = {
      dataDir: `${folder.path}/data`,
      args: [...args, "--agents-per-address", `${AGENTS * 2}`],
    };
    const agents: SimulatedAgent[] = [];
    try {
      {
        await using server = await ServerProcess.start(options);
        const token = await enrolAll(server);
        const startedAtMs = performance.now();
        for (let n = 0; n < AGENTS; n += ENROL_AT_ONCE) {
          const some = Array.from(
            { length: Math.min(ENROL_AT_ONCE, AGENTS - n) },
            () =>
              new SimulatedAgent(server.url, token, (attempt) => backoffMs(attempt, Math.random)),
          );
          agents.push(...some);
          await Promise.all(some.map((agent) => agent.hasList()));
        }
        yield figure("enrol", AGENTS / ((performance.now() - startedAtMs) / 1_000), "agents/s");
        await server.stop("SIGKILL");
      }
      await Promise.all(agents.map((agent) => agent.isAway()));
      await using server = await ServerProcess.start(options);
      const readyAtMs = performance.now();
      const backMs = (await Promise.all(agents.map(async (agent) => {
        await agent.hasList();
        return performance.now() - readyAtMs;
      }))).sort((a, b) => a - b);
      yield figure("back_p50", backMs[Math.floor(AGENTS / 2)] / 1_000, "s");
      yield figure("back_all", backMs[AGENTS - 1] / 1_000, "s");
      const calls = agents.reduce((sum, agent) => sum + agent.calls, 0);
      yield figure("calls_an_agent", calls / AGENTS, "calls");
      yield figure("server_peak_rss", peakRssMb(server.child.pid), "MB");
    } finally {
      for (const agent of agents) agent.close();
    }
  },
};

async function enrolAll(server: ServerProcess): Promise<string> {
  const admin = await server.admin();
  const body = { uses: AGENTS, pre_approved: true };
  return (await admin.post<{ token: string }>("/api/v1/enrolments", body, 201)).token;
}

function figure(name: string, value: number, unit: string): Figure {
  return { bench: NAME, figure: name, value: Math.round(value * 100) / 100, unit };
}
