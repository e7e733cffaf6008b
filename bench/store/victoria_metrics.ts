import { join } from "node:path";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { ROUNDS, START_MS, TARGETS } from "./sample_rounds.ts";

/** A VictoriaMetrics with the bench's data. */
export interface Peer {
  /** Takes every result of every agent and round; returns samples a second. */
  ingest(results: Uint32Array[][]): Promise<number>;
  /** All points of one path. */
  day(agent: number, target: number): Promise<void>;
  /** Stops it, and gives the bytes of its data on disk, all of it flushed. */
  stop(): Promise<number>;
}

const PROGRAM = "/usr/bin/victoria-metrics";

/** Starts one on loopback with a folder of its own, or gives `null` where it is not installed. */
export async function startVictoriaMetrics(): Promise<Peer | null> {
  const isThere = await Deno.stat(PROGRAM).then(() => true, () => false);
  if (!isThere) {
    console.error("no peer: apt-get install victoria-metrics");
    return null;
  }
  const folder = await Deno.makeTempDir();
  const probe = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${probe.addr.port}`;
  probe.close();
  const process = new Deno.Command(PROGRAM, {
    args: [
      `-storageDataPath=${folder}`,
      `-httpListenAddr=${url.slice("http://".length)}`,
      "-retentionPeriod=100y",
      "-search.disableCache",
    ],
    stdout: "null",
    stderr: "null",
  }).spawn();
  await untilUp(url);
  let stopped: Promise<number> | null = null;
  const stop = async () => {
    process.kill("SIGTERM");
    await process.status;
    const bytes = sizeOf(join(folder, "data"));
    await Deno.remove(folder, { recursive: true });
    return bytes;
  };
  return {
    ingest: (results) => ingest(url, results),
    day: (agent, target) => day(url, agent, target),
    stop: () => stopped ??= stop(),
  };
}

async function untilUp(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await get(`${url}/health`).then(() => true, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("victoria-metrics did not come up");
}

async function get(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return await response.text();
}

/** Native JSON lines, one series an hour a line: the way in that costs it least here. */
async function ingest(url: string, results: Uint32Array[][]): Promise<number> {
  const bodies = results.map((rounds, agent) => {
    const lines: string[] = [];
    for (let target = 0; target < TARGETS; target++) {
      for (let from = 0; from < rounds.length; from += 720) {
        const hour = rounds.slice(from, from + 720).map((round) => round[target]);
        const values = hour.map((v) => v === RESULT_CODES.timeout ? -1 : v);
        const timestamps = hour.map((_, n) => START_MS + 5_000 * (from + n));
        const metric = { __name__: "rtt_us", agent: `${agent}`, target: `${target}` };
        lines.push(JSON.stringify({ metric, values, timestamps }));
      }
    }
    return lines.join("\n");
  });
  const startMs = performance.now();
  for (const body of bodies) {
    const response = await fetch(`${url}/api/v1/import`, { method: "POST", body });
    await response.body?.cancel();
  }
  const seconds = (performance.now() - startMs) / 1000;
  await get(`${url}/internal/force_flush`);
  return results.length * ROUNDS * TARGETS / seconds;
}

async function day(url: string, agent: number, target: number): Promise<void> {
  const match = encodeURIComponent(`rtt_us{agent="${agent}",target="${target}"}`);
  const text = await get(`${url}/api/v1/export?match[]=${match}`);
  const points = text.split("\n").filter(Boolean)
    .reduce((sum, line) => sum + JSON.parse(line).values.length, 0);
  if (points !== ROUNDS) throw new Error(`the peer has ${points} points of a path, not ${ROUNDS}`);
}

function sizeOf(folder: string): number {
  let bytes = 0;
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    const path = join(folder, name);
    bytes += isDirectory ? sizeOf(path) : Deno.statSync(path).size;
  }
  return bytes;
}
