import assert from "node:assert/strict";
import { addressProblem, resolveChecked } from "./public_address.ts";

const cases: [address: string, open: boolean, withLeave: boolean][] = [
  ["192.88.1.1", true, true],
  ["2606:4700::1111", true, true],
  ["127.0.0.1", false, true],
  ["::1", false, true],
  ["::ffff:127.0.0.1", false, true],
  ["10.1.2.3", false, true],
  ["172.16.0.1", false, true],
  ["192.168.1.1", false, true],
  ["100.64.0.1", false, true],
  ["fd00::1", false, true],
  ["169.254.169.254", false, false],
  ["::ffff:169.254.169.254", false, false],
  ["fe80::1", false, false],
  ["0.0.0.0", false, false],
  ["::", false, false],
  ["224.0.0.1", false, false],
  ["ff02::1", false, false],
  ["255.255.255.255", false, false],
  ["no address", false, false],
];
for (const [address, open, withLeave] of cases) {
  Deno.test(`addressProblem() says of ${address} that it is ${open ? "open" : "closed"}`, () => {
    assert.equal(addressProblem(address, false) === null, open);
    assert.equal(addressProblem(address, true) === null, withLeave);
  });
}

Deno.test("resolveChecked() looks through the spellings of an address", async () => {
  await assert.rejects(resolveChecked("127.0.0.1", false), /private or loopback/);
  await assert.rejects(resolveChecked("[::1]", false), /private or loopback/);
  assert.deepEqual(await resolveChecked("[::1]", true), { address: "::1", family: 6 });
  // A URL makes numbers into addresses before they come here.
  assert.equal(new URL("http://2130706433/").hostname, "127.0.0.1");
  await assert.rejects(resolveChecked("localhost", false), /private or loopback/);
});
