import assert from "node:assert/strict";
import { ensurePackages, type Machine, missingPackages, requirements } from "./debian_packages.ts";

/** A machine with these programs, where an installation brings each package's program. */
function fakeMachine(present: string[], options: Partial<Machine> = {}) {
  const programs = new Set(present);
  const ran: string[] = [];
  const machine: Machine = {
    mayInstall: true,
    hasProgram: (program) => programs.has(program),
    run(command) {
      ran.push(command.join(" "));
      for (const { program, debianPackage } of requirements) {
        if (command.includes(debianPackage)) programs.add(program);
      }
      return Promise.resolve(null);
    },
    say: () => {},
    ...options,
  };
  return { machine, ran };
}

const all = requirements.map(({ program }) => program);
const allButTwo = all.filter((program) => program !== "ip" && program !== "ping");

Deno.test("missingPackages() names the package when its program is not there", () => {
  assert.deepEqual(missingPackages(() => true), []);
  assert.deepEqual(missingPackages((program) => allButTwo.includes(program)), [
    "iproute2",
    "iputils-ping",
  ]);
  assert.equal(missingPackages(() => false).length, requirements.length);
});

Deno.test("ensurePackages() runs nothing when nothing is missing", async () => {
  const { machine, ran } = fakeMachine(all, { mayInstall: false });
  assert.equal(await ensurePackages(machine), null);
  assert.deepEqual(ran, []);
});

Deno.test("ensurePackages() installs only what is missing when it may", async () => {
  const { machine, ran } = fakeMachine(allButTwo);
  assert.equal(await ensurePackages(machine), null);
  assert.deepEqual(ran, [
    "apt-get update",
    "apt-get install -y --no-install-recommends iproute2 iputils-ping",
  ]);
});

Deno.test("ensurePackages() downloads and unpacks what cannot be installed beside the others", async () => {
  const unpacked = requirements.find(({ conflictsWith }) => conflictsWith === "rsyslog")!;
  const present = all.filter((program) => program !== unpacked.program && program !== "ping");
  const { machine, ran } = fakeMachine(present);
  assert.equal(await ensurePackages(machine), null);
  const root = "/var/cache/meshping-tests/syslog-ng-core";
  assert.equal(unpacked.program, `${root}/usr/sbin/syslog-ng`);
  assert.deepEqual(ran, [
    "apt-get update",
    "apt-get install -y --no-install-recommends iputils-ping",
    `mkdir -p ${root}/archives/partial`,
    "apt-get install -y --no-install-recommends --download-only " +
    `-o Dir::Cache::archives=${root}/archives syslog-ng-core`,
    `sh -ec for deb in ${root}/archives/*.deb; do dpkg-deb -x "$deb" ${root}; done`,
    `rm -r ${root}/archives`,
  ]);

  const alone = fakeMachine(all.filter((program) => program !== unpacked.program));
  assert.equal(await ensurePackages(alone.machine), null);
  assert.deepEqual(alone.ran, ["apt-get update", ...ran.slice(2)], "an install without a name");

  const advice = await ensurePackages(fakeMachine(present, { mayInstall: false }).machine) ?? "";
  assert.ok(advice.includes(`sudo sh -ec 'for deb in ${root}/archives/*.deb; `), advice);
  assert.ok(advice.includes(`missing here: ping, ${unpacked.program}; `), advice);
});

Deno.test("ensurePackages() says what to run when it may not install", async () => {
  const { machine, ran } = fakeMachine(allButTwo, { mayInstall: false });
  const advice = await ensurePackages(machine);
  assert.ok(advice !== null && advice.includes("ip, ping"), String(advice));
  assert.ok(
    advice.endsWith(
      "sudo apt-get update && " +
        "sudo apt-get install -y --no-install-recommends iproute2 iputils-ping",
    ),
    advice,
  );
  assert.deepEqual(ran, []);
});

Deno.test("ensurePackages() stops and shows the error when a command fails", async () => {
  const ran: string[] = [];
  const run = (command: string[]) => {
    ran.push(command[1]);
    return Promise.resolve("E: no network\n");
  };
  const advice = await ensurePackages(fakeMachine(allButTwo, { run }).machine);
  assert.ok(advice?.includes("apt-get update failed:\nE: no network"), advice ?? "");
  assert.deepEqual(ran, ["update"]);
});

Deno.test("ensurePackages() says so when an installation brought no program", async () => {
  const run = () => Promise.resolve(null);
  const advice = await ensurePackages(fakeMachine(allButTwo, { run }).machine);
  assert.ok(advice?.includes("apt-get worked"), advice ?? "");
});
