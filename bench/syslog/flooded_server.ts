import { join } from "node:path";
import type { Client } from "../../tests/harness/client.ts";
import { ServerProcess } from "../../tests/harness/server_process.ts";
import { cpuSeconds } from "../cpu_seconds.ts";
import { storedEvents } from "./stored_events.ts";
import { floodUdp } from "./udp_sender.ts";

const PATHS = [
  "/",
  "/traffic",
  "/api/v1/traffic/events?limit=100",
  "/api/v1/traffic/summary?by=country",
];
const EVERY_MS = 100;

export interface FloodedServer {
  perSecond: number;
  /** CPU time of the thread that sends, for each datagram: the two share the machine. */
  senderCpuUs: number;
  /** CPU time of the whole server, its pages too, for each datagram. */
  serverCpuUs: number;
  /** Datagrams that were sent and are not in the database. */
  lost: number;
  /** 95th percentile of the time until a page or an answer of the API had come as a whole. */
  pagesP95Ms: number;
  bytesAnEvent: number;
}

/** A server as it is run, under a flood, while somebody looks at its pages. */
export async function floodServer(
  lines: readonly Uint8Array[],
  rate: { seconds: number; perMs: number },
): Promise<FloodedServer> {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const client = await server.admin();
  const port = Number(server.syslog.split(":").at(-1));
  // Reads the GeoIP files, and compiles what every line needs.
  const before = await floodUdp({ port, lines, seconds: 1, perMs: 10 });
  const looks = look(client);
  const cpuBefore = cpuSeconds(server.child.pid);
  const { sent, perSecond, cpuUs } = await floodUdp({ port, lines, ...rate });
  const serverCpuUs = (cpuSeconds(server.child.pid) - cpuBefore) * 1e6 / sent;
  const timesMs = await looks.stop();
  // What is still in the kernel's buffer arrives well within this.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await server.stop();
  const { events, bytes } = await storedEvents(join(server.dataDir, "meshping.db"));
  return {
    perSecond,
    senderCpuUs: cpuUs,
    serverCpuUs,
    lost: before.sent + sent - events,
    pagesP95Ms: timesMs[Math.floor((timesMs.length - 1) * 0.95)],
    bytesAnEvent: bytes / events,
  };
}

/** Opens one page after the other; gives the times in milliseconds, sorted. */
function look(client: Client): { stop(): Promise<number[]> } {
  let on = true;
  const timesMs: number[] = [];
  const looking = (async () => {
    for (let n = 0; on; n++) {
      const start = performance.now();
      const response = await client.fetch(PATHS[n % PATHS.length]);
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${PATHS[n % PATHS.length]} answers ${response.status}`);
      timesMs.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  })();
  return {
    async stop() {
      on = false;
      await looking;
      return timesMs.sort((a, b) => a - b);
    },
  };
}
