import type { SampleLines } from "./sample_lines.ts";

const LINES_A_SECOND = 12;
const EVERY_MS = 250;

/** Sends log lines to the server's syslog port, more in some minutes than in others. */
export function sendLines(syslog: string, lines: SampleLines, random: () => number): Disposable {
  const { hostname, port } = new URL(`udp://${syslog}`);
  const to = { transport: "udp" as const, hostname, port: Number(port) };
  const socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  const timer = setInterval(async () => {
    const nowMs = Date.now();
    const tide = 1 + 0.6 * Math.sin(nowMs / 60_000);
    const count = Math.floor(LINES_A_SECOND * EVERY_MS / 1_000 * tide * 2 * random() + 0.5);
    for (let i = 0; i < count; i++) {
      // The server is stopping: what is sent to nobody is no loss.
      await socket.send(new TextEncoder().encode(lines.next(nowMs)), to).catch(() => {});
    }
  }, EVERY_MS);
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer);
      socket.close();
    },
  };
}
