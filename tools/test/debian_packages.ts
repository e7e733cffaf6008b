/** A program that tests start, and the Debian package it comes from. */
export interface Requirement {
  program: string;
  debianPackage: string;
}

/** Everything the tests start besides Deno itself. */
export const requirements: Requirement[] = [
  { program: "chromium", debianPackage: "chromium" },
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
  { program: "prometheus", debianPackage: "prometheus" },
];

/** What the machine offers; a test passes its own. */
export interface Machine {
  /** Whether packages can be installed: root, on Debian or a relative of it. */
  mayInstall: boolean;
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

/** The commands that install packages on Debian. */
export function installCommands(packages: string[]): string[][] {
  return [
    ["apt-get", "update"],
    ["apt-get", "install", "-y", "--no-install-recommends", ...packages],
  ];
}

/**
 * Forbids packages to start their services (Debian Policy 9.3.3, `invoke-rc.d`): the tests start
 * what they need, on ports of their own. A policy that is there already stays.
 */
const WITHOUT_SERVICES = `
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  trap 'rm -f $policy' EXIT
  printf '#!/bin/sh\\nexit 101\\n' > $policy
  chmod 755 $policy
fi
"$@"`;

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
    const error = await machine.run(["sh", "-ec", WITHOUT_SERVICES, "sh", ...command]);
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
  const commands = installCommands(packages).map((command) => `sudo ${command.join(" ")}`);
  return [
    `The tests need programs that are missing here: ${programs.join(", ")}; ${why}`,
    "On Debian or Ubuntu, install them with:",
    `  ${commands.join(" && ")}`,
  ].join("\n");
}
