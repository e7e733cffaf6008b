import { join } from "node:path";
import { Child } from "./child.ts";
import type { Ended } from "./server_process.ts";
import { taskCommand } from "./task_command.ts";
import { temporaryFolder } from "./temporary_folder.ts";

export interface AgentOptions {
  token?: string;
  /** Folder of its key; by default a fresh one that is removed in the end. */
  stateDir?: string;
  name?: string;
  args?: string[];
  /** A command that starts the agent with other rights, such as `setpriv`. */
  through?: string[];
  /** The command of the agent itself, by default that of its task. */
  program?: string[];
}

const agentCommand = (stateDir: string, { token, name, args, through, program }: AgentOptions) => [
  ...through ?? [],
  ...program ?? taskCommand("agent"),
  ...["--state", stateDir],
  ...(token === undefined ? [] : ["--token", token]),
  ...(name === undefined ? [] : ["--name", name]),
  ...args ?? [],
];

/** An agent as a process of its own. Its log is on `child.stderr`. */
export class AgentProcess implements AsyncDisposable {
  private constructor(readonly child: Child, private readonly stack: AsyncDisposableStack) {}

  /** @throws {Error} with its output when it ends before it knows its server */
  static async start(options: AgentOptions): Promise<AgentProcess> {
    await using stack = new AsyncDisposableStack();
    const stateDir = options.stateDir ?? join(stack.use(await temporaryFolder()).path, "state");
    const child = stack.use(Child.start("the agent", agentCommand(stateDir, options)));
    await child.line("stderr", /Meshping agent \S+, server http/);
    return new AgentProcess(child, stack.move());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stack.disposeAsync();
  }
}

/** Starts an agent that is expected not to stay. */
export async function runAgentToItsEnd(options: AgentOptions = {}): Promise<Ended> {
  await using folder = await temporaryFolder();
  const command = agentCommand(options.stateDir ?? join(folder.path, "state"), options);
  await using child = Child.start("the agent", command);
  const code = await child.end();
  return { code, stdout: child.stdout, stderr: child.stderr };
}
