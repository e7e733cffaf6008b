import { dirname } from "node:path";
import { Child } from "./child.ts";

/** A shell that ends its whole family when it is told to: a task is the parent of its agent. */
const SHELL = (command: string) =>
  `trap 'trap - TERM; kill -TERM 0; wait; exit 0' TERM; ${command} & wait`;

export interface PasteOptions {
  stateDir: string;
  name: string;
  /** Where the shell is; by default in the project's folder. */
  folder?: string;
  /** A folder whose programs come before all others. */
  programs?: string;
  /** A command that starts the shell elsewhere, such as `unshare`. */
  through?: string[];
}

/**
 * Runs a line as somebody who pasted it into a shell; only the agent's folder and name are ours.
 * npm takes what it has before it asks its registry.
 */
export function paste(command: string, options: PasteOptions): Child & AsyncDisposable {
  const { stateDir, name, folder, programs, through = [] } = options;
  const path = [programs, dirname(Deno.execPath()), Deno.env.get("PATH")].filter(Boolean);
  const line = `{ ${command}\n}`;
  const placed = folder === undefined ? line : `cd ${folder} && ${line}`;
  const child = Child.start(
    "the pasted command",
    ["setsid", ...through, "sh", "-c", SHELL(placed)],
    {
      env: {
        PATH: path.join(":"),
        MESHPING_AGENT_STATE: stateDir,
        MESHPING_AGENT_NAME: name,
        npm_config_prefer_offline: "true",
      },
    },
  );
  return Object.assign(child, {
    [Symbol.asyncDispose]: async () => {
      if (child.running) await child.stop();
    },
  });
}
