import { createRequire } from "node:module";
import { arch, platform } from "node:process";
import { BuildError } from "./build_error.ts";

/**
 * Runs esbuild's own program and waits for its end. (Its JavaScript API leaves
 * a process behind whose end nobody can wait for.)
 *
 * @throws {BuildError} with esbuild's messages when the code does not compile.
 */
export async function runEsbuild(cwd: string, args: string[]): Promise<void> {
  const command = new Deno.Command(program(), {
    args: ["--log-level=error", "--color=false", ...args],
    cwd,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  });
  const { success, stderr } = await command.output();
  if (success) return;
  const messages = readable(new TextDecoder().decode(stderr));
  throw new BuildError(`The pages do not build.\n${messages}`);
}

/** The npm package `esbuild` brings the program for this machine as a package of its own. */
function program(): string {
  try {
    const esbuild = createRequire(import.meta.url).resolve("esbuild");
    const file = platform === "win32" ? "esbuild.exe" : "bin/esbuild";
    return createRequire(esbuild).resolve(`@esbuild/${platform}-${arch}/${file}`);
  } catch (cause) {
    throw new BuildError(
      `esbuild is not installed for ${platform}-${arch}: run "deno install", then build again`,
      { cause },
    );
  }
}

/** Drops esbuild's advice, which is for other set-ups, and says what the rule is here. */
export function readable(stderr: string): string {
  return stderr
    .replace(
      /Could not resolve "(fresh|fresh\/dev)"/g,
      'Islands run in the browser: import "fresh/runtime", not "$1"',
    )
    .replace(/^ {2}(You can mark|The package|Are you trying)[^\n]*\n+/gm, "")
    .replace(/^\d+ errors?( and \d+ warnings?)?$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
