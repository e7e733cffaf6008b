import { unpackCommands, unpackedRoot } from "./unpacked_packages.ts";

/** A program that tests start, and the Debian package it comes from. */
export interface Requirement {
  /** Its name; its whole path where the package is only unpacked. */
  program: string;
  debianPackage: string;
  /** Why the package is unpacked in a folder of its own and not installed. */
  conflictsWith?: string;
}

/** Everything the tests start besides Deno itself. */
export const requirements: Requirement[] = [
  { program: "chromium-headless-shell", debianPackage: "chromium-headless-shell" },
  { program: "rsyslogd", debianPackage: "rsyslog" },
  { program: "nginx", debianPackage: "nginx-light" },
  { program: "haproxy", debianPackage: "haproxy" },
  { program: "apache2", debianPackage: "apache2-bin" },
  { program: "caddy", debianPackage: "caddy" },
  { program: "nft", debianPackage: "nftables" },
  { program: "openssl", debianPackage: "openssl" },
  { program: "logger", debianPackage: "bsdutils" },
  { program: "ip", debianPackage: "iproute2" },
  { program: "iptables", debianPackage: "iptables" },
  { program: "fping", debianPackage: "fping" },
  { program: "tcpdump", debianPackage: "tcpdump" },
  { program: "ping", debianPackage: "iputils-ping" },
  { program: "ps", debianPackage: "procps" },
  { program: "systemd-analyze", debianPackage: "systemd" },
  { program: "prometheus", debianPackage: "prometheus" },
  {
    program: `${unpackedRoot("syslog-ng-core")}/usr/sbin/syslog-ng`,
    debianPackage: "syslog-ng-core",
    conflictsWith: "rsyslog",
  },
];

/** What the machine offers; a test passes its own. */
export interface Machine {
  /** Whether packages can be installed: root, on Debian or a relative of it. */
  mayInstall: boolean;
  /** @param program a name, or a whole path */
  hasProgram(program: string): boolean;
  /** Runs a command quietly; gives its error output when it fails, `null` when it worked. */
  run(command: string[]): Promise<string | null>;
  /** Tells the person what is going on. */
  say(line: string): void;
}

/** Packages whose program is not there, in the order of `requirements`. */
export function missingPackages(hasProgram: (program: string) => boolean): string[] {
  return requirements.filter(({ program }) => !hasProgram(program))
    .map(({ debianPackage }) => debianPackage);
}

/** The commands that bring packages to a machine with Debian. */
export function installCommands(packages: string[]): string[][] {
  const conflicting = new Set(
    requirements.filter((one) => one.conflictsWith !== undefined)
      .map(({ debianPackage }) => debianPackage),
  );
  const installed = packages.filter((one) => !conflicting.has(one));
  return [
    ["apt-get", "update"],
    ...installed.length === 0
      ? []
      : [["apt-get", "install", "-y", "--no-install-recommends", ...installed]],
    // Last: what an unpacked program lacks depends on what is installed.
    ...packages.filter((one) => conflicting.has(one)).flatMap(unpackCommands),
  ];
}

/**
 * Makes sure that every program is there, and installs what is missing where that is possible.
 *
 * @returns what to do about what is still missing, or `null` when nothing is
 */
export async function ensurePackages(machine: Machine): Promise<string | null> {
  const missing = missingPackages(machine.hasProgram);
  if (missing.length === 0) return null;
  if (!machine.mayInstall) return adviceFor(missing, "they are installed only by root on Debian");
  machine.say(`installing ${missing.join(" ")} (apt-get)`);
  for (const command of installCommands(missing)) {
    const error = await machine.run(command);
    if (error !== null) return adviceFor(missing, `${command.join(" ")} failed:\n${error.trim()}`);
  }
  const still = missingPackages(machine.hasProgram);
  return still.length === 0
    ? null
    : adviceFor(still, "apt-get worked, but their programs are not there");
}

function adviceFor(packages: string[], why: string): string {
  const programs = requirements.filter((one) => packages.includes(one.debianPackage))
    .map(({ program }) => program);
  const commands = installCommands(packages).map((command) =>
    `sudo ${command.map(quoted).join(" ")}`
  );
  return [
    `The tests need programs that are missing here: ${programs.join(", ")}; ${why}`,
    "On Debian or Ubuntu, install them with:",
    `  ${commands.join(" && ")}`,
  ].join("\n");
}

/** A word of a command as a shell takes it. */
const quoted = (word: string) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`;
