/**
 * Runs this same Deno with other arguments in the project's folder. Its output goes where
 * this program's goes, or nowhere. Colours only where a person looks at a terminal.
 *
 * @param env added to the environment
 * @returns the exit code
 */
export async function runDeno(
  args: string[],
  root: URL,
  output: "inherit" | "null" = "inherit",
  env: Record<string, string> = {},
): Promise<number> {
  const command = new Deno.Command(Deno.execPath(), {
    args,
    cwd: root,
    env: { ...(Deno.stdout.isTerminal() ? {} : { NO_COLOR: "1" }), ...env },
    stdin: "null",
    stdout: output,
    stderr: output,
  });
  return (await command.spawn().status).code;
}
