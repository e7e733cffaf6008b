import assert from "node:assert/strict";
import { isDebianLike, thisMachine } from "./this_machine.ts";

Deno.test("isDebianLike() reads ID and ID_LIKE when they name a relative of Debian", () => {
  const table: [string, boolean][] = [
    ['PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n', true],
    ['ID=ubuntu\nID_LIKE=debian\nHOME_URL="https://example.com"', true],
    ['ID="linuxmint"\nID_LIKE="ubuntu debian"', true],
    ["ID=fedora", false],
    ["ID=notdebian\nVERSION_ID=debian", false],
    ["", false],
  ];
  for (const [release, expected] of table) assert.equal(isDebianLike(release), expected, release);
});

Deno.test("thisMachine() finds programs and runs commands when asked", async () => {
  const machine = thisMachine();
  assert.equal(machine.hasProgram("sh"), true);
  assert.equal(machine.hasProgram("no-such-program-here"), false);
  assert.equal(machine.hasProgram("/bin/sh"), true);
  assert.equal(machine.hasProgram("/no/such/folder/sh"), false);
  assert.equal(await machine.run(["sh", "-c", "exit 0"]), null);
  assert.equal(await machine.run(["sh", "-c", "echo why >&2; exit 3"]), "why\n");
  assert.match(await machine.run(["no-such-program-here"]) ?? "", /NotFound/);
});
