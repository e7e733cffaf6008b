import { isAbsolute, join } from "node:path";
import type { Machine } from "./debian_packages.ts";
import { withoutServices } from "./without_services.ts";

/** Folders of programs that are not on an ordinary user's PATH. */
const systemFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/** The machine the tests run on. */
export function thisMachine(): Machine {
  const folders = [...(Deno.env.get("PATH") ?? "").split(":").filter(Boolean), ...systemFolders];
  return {
    mayInstall: Deno.build.os === "linux" && Deno.uid() === 0 && isDebianLike(osRelease()),
    hasProgram: (program) =>
      isAbsolute(program)
        ? isProgram(program)
        : folders.some((folder) => isProgram(join(folder, program))),
    run: (command) =>
      command[0] === "apt-get" ? withoutServices(() => runQuietly(command)) : runQuietly(command),
    say: (line) => console.error(line),
  };
}

/**
 * Whether a system is Debian or one of its relatives.
 *
 * @param release content of `/etc/os-release`, see os-release(5)
 */
export function isDebianLike(release: string): boolean {
  return release.split("\n").some((line) => {
    const [, ids] = line.match(/^(?:ID|ID_LIKE)=["']?([^"']*)/) ?? [];
    return ids !== undefined && ids.split(/\s+/).some((id) => id === "debian" || id === "ubuntu");
  });
}

function osRelease(): string {
  try {
    return Deno.readTextFileSync("/etc/os-release");
  } catch {
    return "";
  }
}

function isProgram(path: string): boolean {
  try {
    const { isFile, mode } = Deno.statSync(path);
    return isFile && ((mode ?? 0) & 0o111) !== 0;
  } catch {
    return false;
  }
}

async function runQuietly([program, ...args]: string[]): Promise<string | null> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  try {
    const { success, stderr } = await new Deno.Command(program, { args, env, stdin: "null" })
      .output();
    return success ? null : new TextDecoder().decode(stderr);
  } catch (error) {
    return String(error);
  }
}
