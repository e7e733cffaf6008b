import { join } from "node:path";
import { ServerProcess } from "../../tests/harness/server_process.ts";
import { peakRssMb } from "../reconnect/peak_rss.ts";
import { type ProcessUse, watchProcess } from "./process_use.ts";
import { storedEvents } from "./stored_events.ts";

/** Different source addresses, well below the locator's cache. */
const SOURCES = 5000;
const SETTLE_MS = 3_000;

/** How a program got through the lines. */
export interface Reading extends ProcessUse {
  seconds: number;
}

/** Writes a file of lines in the combined format. */
export async function writeAccessLog(path: string, lines: number): Promise<void> {
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  const writer = file.writable.getWriter();
  const utf8 = new TextEncoder();
  for (let n = 0; n < lines;) {
    let text = "";
    for (const end = Math.min(lines, n + 10_000); n < end; n++) {
      const m = n * 7919 % SOURCES;
      text += `${1 + m % 200}.${m * 7 % 256}.${m * 13 % 256}.9 - - [20/Nov/2026:20:59:` +
        `${String(10 + n % 50)} +0000] "GET /shop/item/${n * 31 % 9973}?p=${n % 7} HTTP/1.1" ` +
        `${n % 50 === 0 ? 404 : 200} ${n * 17 % 65_521} "https://example.org/${n % 97}" ` +
        `"Mozilla/5.0 (X11; Linux x86_64) Firefox/${120 + n % 20}.0"\n`;
    }
    await writer.write(utf8.encode(text));
  }
  await writer.close();
}

/**
 * A server as it is run gets the file over TCP. It has ended when the time is up: all is stored and
 * counted then.
 */
export async function readByServer(
  file: string,
): Promise<Reading & { events: number; bytes: number; idleRssMb: number }> {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  // The GeoIP file is read ahead, after the server has said that it is ready.
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const watch = watchProcess(server.child.pid);
  const idleRssMb = peakRssMb(server.child.pid);
  const start = performance.now();
  const port = Number(server.syslog.split(":").at(-1));
  const conn = await Deno.connect({ hostname: "127.0.0.1", port });
  const log = await Deno.open(file);
  await log.readable.pipeTo(conn.writable);
  await server.stop();
  const seconds = (performance.now() - start) / 1000;
  const stored = await storedEvents(join(server.dataDir, "meshping.db"));
  return { seconds, idleRssMb, ...watch.end(), ...stored };
}

/** Null when GoAccess is not installed (`apt-get install goaccess`). */
export async function readByGoAccess(file: string, folder: string): Promise<Reading | null> {
  const args = [file, "--log-format=COMBINED", "--no-progress", "-o", join(folder, "report.json")];
  const start = performance.now();
  try {
    const child = new Deno.Command("goaccess", { args, stdout: "null", stderr: "null" }).spawn();
    const watch = watchProcess(child.pid);
    const { success } = await child.status;
    const seconds = (performance.now() - start) / 1000;
    const use = watch.end();
    if (!success) throw new Error("goaccess failed");
    return { seconds, ...use };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
