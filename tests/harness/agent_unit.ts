import { join } from "node:path";
import { ROOT } from "./child.ts";

const UNIT = new URL("docs/meshping-agent.service", ROOT);

/** Values of a unit's settings, by name: a line that ends in a backslash goes on. */
async function readUnit(): Promise<Map<string, string>> {
  const text = (await Deno.readTextFile(UNIT)).replaceAll(/\\\n\s*/g, "");
  return new Map([...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
}

const script = (file: string, lines: string[]) =>
  Deno.writeTextFile(file, ["#!/bin/sh -e", ...lines, ""].join("\n"), { mode: 0o755 });

/**
 * A machine on which the agent's unit was installed as docs/agent.md says, seen by one process and
 * its children alone: folders of the system, with what is written to them in memory. Its `sudo` is
 * for root already. No systemd can run here: its `systemctl` does what the unit says of commands,
 * environment, folders, user and capabilities, in the foreground; not its other restrictions.
 * Needs root.
 *
 * @param folder an empty one, for the programs
 * @returns `through`: what starts a shell on that machine; `programs`: for its PATH
 */
export async function machineWithUnit(folder: string, bundle: string) {
  const unit = await readUnit();
  const own = join(folder, "own"), programs = join(folder, "bin");
  const of = (name: string) => {
    const value = unit.get(name);
    if (value === undefined) throw new Error(`the unit has no ${name}`);
    return value;
  };
  const right = of("AmbientCapabilities").replace("CAP_", "+").toLowerCase();
  const folders = `/var/lib/${of("StateDirectory")} /var/cache/${of("CacheDirectory")}`;
  await Deno.mkdir(programs, { recursive: true });
  await Deno.mkdir(own);
  await script(join(programs, "sudo"), ['exec "$@"']);
  await script(join(programs, "systemctl"), [
    '[ "$*" = "restart meshping-agent" ]',
    `install -d -m ${of("StateDirectoryMode")} -o nobody -g nogroup ${folders}`,
    `exec env -i $(cat ${of("EnvironmentFile").replace(/^-/, "")}) ${of("Environment")} ` +
    "setpriv --reuid=nobody --regid=nogroup --clear-groups --no-new-privs " +
    `--inh-caps=-all,${right} --ambient-caps=-all,${right} --bounding-set=-all,${right} ` +
    of("ExecStart"),
  ]);
  const setUp = [
    `mount -t tmpfs none ${own}`,
    `for one in etc usr var; do mkdir ${own}/$one ${own}/$one.work`,
    `mount -t overlay -o lowerdir=/$one,upperdir=${own}/$one,workdir=${own}/$one.work none /$one`,
    "done",
    `install -D -m 755 ${Deno.execPath()} /usr/local/bin/deno.new`,
    "mv /usr/local/bin/deno.new /usr/local/bin/deno",
    `install -D -m 644 ${bundle} /usr/local/lib/meshping/meshping-agent.js`,
    `install -D -m 644 ${UNIT.pathname} /etc/systemd/system/meshping-agent.service`,
    "systemd-analyze verify /etc/systemd/system/meshping-agent.service",
    'exec "$@"',
  ];
  return {
    programs,
    through: ["unshare", "--mount", "sh", "-ec", setUp.join("\n"), "machine"],
  };
}
