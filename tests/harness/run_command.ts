import { ROOT } from "./child.ts";

/**
 * Runs a program to its end and gives its stdout.
 * @param input its stdin, nothing by default
 * @throws {Error} with its stderr when it fails
 */
export async function runCommand(command: string[], input?: string): Promise<string> {
  const [program, ...args] = command;
  const child = new Deno.Command(program, {
    args,
    cwd: ROOT,
    stdin: input === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  if (input !== undefined) {
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(input));
    await writer.close();
  }
  const { success, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  if (success) return decoder.decode(stdout);
  throw new Error(`${command.join(" ")} failed: ${decoder.decode(stderr)}`);
}
