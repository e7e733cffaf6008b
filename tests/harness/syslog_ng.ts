import { join } from "node:path";
import { unpackedRoot } from "@/tools/test/unpacked_packages.ts";
import { Child } from "./child.ts";

/** Where Debian's package lies: it cannot be installed beside rsyslog. */
const ROOT = unpackedRoot("syslog-ng-core");

/** Debian's own configuration of syslog-ng. */
export const debianConfiguration = (): Promise<string> =>
  Deno.readTextFile(`${ROOT}/etc/syslog-ng/syslog-ng.conf`);

/**
 * A real syslog-ng with a recipe in its configuration. Its source `s_src` is a socket of our own
 * instead of the machine's. Its disk buffers are the program's own business in /var/lib, where it
 * sees an empty folder. Needs root.
 *
 * @param folder gets the configuration and `log`, the socket that takes lines as /dev/log does
 */
export async function startSyslogNg(recipe: string, folder: string): Promise<Child> {
  const configuration = join(folder, "syslog-ng.conf");
  await Deno.writeTextFile(
    configuration,
    `@version: current\nsource s_src { unix-dgram("${join(folder, "log")}"); };\n${recipe}\n`,
  );
  const libraries = `${ROOT}/usr/lib/syslog-ng`;
  const emptyVarLib = [
    "unshare",
    "--mount",
    "sh",
    "-ec",
    'mount -t tmpfs none /var/lib; exec "$@"',
  ];
  const command = [
    ...[`${ROOT}/usr/sbin/syslog-ng`, "--foreground", "--stderr", "--verbose"],
    ...["--module-path", join(libraries, await versionIn(libraries)), "--cfgfile", configuration],
    ...["--persist-file", join(folder, "persist"), "--control", join(folder, "control")],
    ...["--pidfile", join(folder, "pid")],
  ];
  const folders = [libraries, ...await multiarchFolders(`${ROOT}/usr/lib`, `${ROOT}/lib`)];
  return Child.start("syslog-ng", [...emptyVarLib, "syslog-ng", ...command], {
    env: { LD_LIBRARY_PATH: folders.join(":") },
  });
}

/** The folder of the modules, such as `3.38`. */
async function versionIn(folder: string): Promise<string> {
  for await (const { name } of Deno.readDir(folder)) if (/^\d+\.\d+$/.test(name)) return name;
  throw new Error(`${folder} has no folder of modules`);
}

/** Folders such as `lib/x86_64-linux-gnu`, where Debian has libraries. */
async function multiarchFolders(...parents: string[]): Promise<string[]> {
  const found = [];
  for (const parent of parents) {
    for await (const { name } of Deno.readDir(parent)) {
      if (name.includes("-linux-")) found.push(join(parent, name));
    }
  }
  return found;
}
