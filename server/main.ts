import { ConfigError, HELP, readConfig } from "./config.ts";
import { stderrLog } from "./log.ts";
import { setErrorReporter } from "./fresh/report.ts";
import { PortTaken } from "./port_taken.ts";
import { startServer } from "./server.ts";
import { shownConfig } from "./settings.ts";
import { DatabaseRefused } from "./store/database.ts";
import { CertificateRefused } from "./tls/certificate_refused.ts";
import { Refusal } from "@/shared/refusal.ts";

const EXIT_FAILED = 1;
const EXIT_CONFIGURATION = 2;
/** How long a server in which a part has died may take to close the others. */
const PARTING_MS = 5_000;
const KEPT = "Rounds that were not acknowledged are sent again by their agents";

async function main(): Promise<void> {
  const env = (name: string) => Deno.env.get(name);
  const config = readConfig(Deno.args, env);
  if (!config) return console.log(HELP);
  const log = stderrLog(config.logFormat);
  setErrorReporter((error) => log("error", "a page failed", error));
  if (config.checkOnly) {
    const { checkFiles } = await import("./check_files.ts");
    await checkFiles(config);
    return console.log(JSON.stringify(shownConfig(config), null, 2));
  }
  // Made by `deno task build`; its name is put together so that types do not need it.
  const built = import.meta.resolve("../_fresh/server.js");
  const { default: web } = await import(built);

  const server = await startServer(config, {
    web,
    log,
    now: Date.now,
    hostname: Deno.hostname,
    adminPassword: env("MESHPING_ADMIN_PASSWORD") || null,
  });
  if (server.setupUrl) log("info", `make the first administrator here, once: ${server.setupUrl}`);
  console.log(`Meshping is ready at ${server.url} (syslog ${server.syslog ?? "off"})`);
  const failure = await Promise.race([stopSignal(), server.failed]);
  if (!failure) return await server.close();
  log("error", `${failure.message}. The server ends with exit code 1: start it again. ${KEPT}`);
  // What still can be saved, such as traffic on its way; a part that is dead must not hold it up.
  const parting = server.close().catch(() => {});
  await Promise.race([parting, new Promise((resolve) => setTimeout(resolve, PARTING_MS))]);
  Deno.exit(EXIT_FAILED);
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
function stopSignal(): Promise<null> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.addSignalListener(signal, () => {
        if (asked) Deno.exit(EXIT_FAILED);
        asked = true;
        resolve(null);
      });
    }
  });
}

function exitCodeOf(error: unknown): number | null {
  const isConfiguration = [ConfigError, CertificateRefused, DatabaseRefused, Refusal]
    .some((kind) => error instanceof kind);
  if (isConfiguration) return EXIT_CONFIGURATION;
  return error instanceof PortTaken ? EXIT_FAILED : null;
}

try {
  await main();
  Deno.exit(0);
} catch (error) {
  const code = exitCodeOf(error);
  if (code === null) throw error;
  console.error(`meshping server: ${(error as Error).message}`);
  Deno.exit(code);
}
