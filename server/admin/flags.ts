import { parseArgs } from "node:util";
import { CommandError } from "./command_error.ts";

/** A command with its words and flags: `user add NAME --role R`. */
export interface CommandLine {
  words: string[];
  flags: { [name: string]: string | boolean | undefined };
}

const OPTIONS = {
  data: { type: "string" },
  role: { type: "string" },
  name: { type: "string" },
  uses: { type: "string" },
  expires: { type: "string" },
  "pre-approved": { type: "boolean" },
  url: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

export function readCommandLine(args: string[]): CommandLine {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: OPTIONS,
      strict: true,
      allowPositionals: true,
    });
    return { words: positionals, flags: { ...values } };
  } catch (error) {
    throw new CommandError(`${(error as Error).message.split(". ")[0]}. See --help.`);
  }
}

/** Refuses flags that the command does not know: a typing mistake must not be ignored. */
export function onlyFlags({ flags }: CommandLine, known: readonly string[]): void {
  for (const name of Object.keys(flags)) {
    if (name !== "data" && !known.includes(name)) {
      throw new CommandError(`this command takes no --${name}. See --help.`);
    }
  }
}

export function text({ flags }: CommandLine, name: string): string | undefined {
  const value = flags[name];
  return typeof value === "string" ? value : undefined;
}
