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
      assert.match(command[2], /policy-rc\.d/, "no package starts its service");
      ran.push(command.slice(4).join(" "));
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
    ran.push(command[5]);
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
