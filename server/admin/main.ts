import { join } from "node:path";
import { Refusal } from "@/shared/refusal.ts";
import { readServerAddress } from "../address_file.ts";
import { openAccounts } from "../accounts.ts";
import { AgentRegistry } from "../agents/registry.ts";
import { auditLog } from "../audit/audit.ts";
import { ConfigError } from "../config.ts";
import { prepareDataFolder } from "../data_folder.ts";
import { DatabaseRefused } from "../store/database.ts";
import { openStore } from "../store/store.ts";
import { CertificateRefused } from "../tls/certificate_refused.ts";
import { CommandError, CommandFailed } from "./command_error.ts";
import { findCommand, HELP } from "./commands.ts";
import { readCommandLine, text } from "./flags.ts";
import { readPassword } from "./read_password.ts";

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

async function main(): Promise<void> {
  const line = readCommandLine(Deno.args);
  if (line.flags.help) return console.log(HELP);
  const command = findCommand(line);
  const dataDir = text(line, "data") ?? (Deno.env.get("MESHPING_DATA") || "./data");
  await prepareDataFolder(dataDir);
  const store = openStore(join(dataDir, "meshping.db"));
  try {
    const now = Date.now;
    const server = await readServerAddress(dataDir);
    const audit = auditLog(store.audit, now);
    await command(line, {
      ...openAccounts({ store, audit, now }),
      people: store.people,
      database: store,
      agents: () =>
        AgentRegistry.open({ store: store.agents, audit, now, ca: () => server?.ca ?? null }),
      server,
      dataDir,
      now,
      print: (line) => console.log(line),
      note: (line) => console.error(line),
      readPassword: (prompt) => {
        Deno.stderr.writeSync(new TextEncoder().encode(prompt));
        return readPassword((line) => console.error(line));
      },
    });
  } finally {
    store.close();
  }
}

try {
  await main();
} catch (error) {
  const usage = error instanceof CommandError || error instanceof ConfigError;
  const refused = [CommandFailed, Refusal, DatabaseRefused, CertificateRefused]
    .some((k) => error instanceof k);
  if (!usage && !refused) throw error;
  console.error(`meshping admin: ${(error as Error).message}`);
  Deno.exit(usage ? EXIT_USAGE : EXIT_FAILED);
}
