import { parseArgs } from "node:util";

/** What the command line and the environment say. */
export interface AgentFlags {
  token: string | null;
  server: string | null;
  stateDir: string;
  name: string | null;
  logFormat: "text" | "json";
  /** Addresses to probe once; empty for the server's list, `null` for an agent that stays. */
  once: string[] | null;
}

/** The message says which flag is wrong and what it takes. */
export class FlagError extends Error {
  override name = "FlagError";
}

const OPTIONS = {
  server: { type: "string" },
  token: { type: "string" },
  state: { type: "string" },
  name: { type: "string" },
  "log-format": { type: "string" },
  once: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export const HELP = `Usage: deno task agent [flags]
       deno task agent --once [ADDRESS ...]

  --token TOKEN       enrolment token; needed the first time only, it carries the server's address
  --server URL        another address of the same server
  --state DIR         folder of the agent's key and id (default ./agent-state)
  --name NAME         name to enrol with (default the host name)
  --log-format F      text or json
  --once [ADDRESS …]  probe each target once, print a table and exit: 0 when all answered, 1 when
                      not. Addresses are as host.example, tcp://host.example:443 or
                      https://host.example/; without one it is the server's list

Each flag is also an environment variable: --log-format is MESHPING_AGENT_LOG_FORMAT.
`;

/** `null` asks for the help text. */
export function readFlags(
  args: string[],
  env: (name: string) => string | undefined,
): AgentFlags | null {
  let values: { [name: string]: string | boolean | undefined };
  let positionals: string[];
  try {
    ({ values, positionals } = parseArgs({
      args,
      options: OPTIONS,
      strict: true,
      allowPositionals: args.includes("--once"),
    }));
  } catch (error) {
    throw new FlagError(`${(error as Error).message.split(". ")[0]}. See --help.`);
  }
  if (values.help) return null;
  const get = (name: keyof typeof OPTIONS) => {
    const fromEnv = env("MESHPING_AGENT_" + name.toUpperCase().replaceAll("-", "_"));
    return (values[name] as string | undefined) ?? (fromEnv || null);
  };
  const server = get("server");
  if (server !== null && !/^https?:\/\//.test(server)) {
    throw new FlagError(
      `--server takes a URL such as https://mesh.example.net:5000, not ${server}`,
    );
  }
  const logFormat = get("log-format") ?? "text";
  if (logFormat !== "text" && logFormat !== "json") {
    throw new FlagError(`--log-format takes text or json, not ${logFormat}`);
  }
  const stateDir = get("state") ?? "./agent-state";
  const once = values.once ? positionals : null;
  return { token: get("token"), server, stateDir, name: get("name"), logFormat, once };
}
