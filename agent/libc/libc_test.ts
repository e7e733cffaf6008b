import assert from "node:assert/strict";
import { checked, cString, libc, pinnedBytes, refusalFor } from "@/agent/libc/libc.ts";
import { readKernelFile } from "@/agent/libc/read_file.ts";
import { realtimeUs } from "@/agent/libc/realtime.ts";
import { ERRNO, SystemCallError } from "@/agent/libc/system_call_error.ts";

// Opened here, as it outlives the test that would open it.
libc();

Deno.test("checked() throws with call and errno when a call fails", () => {
  assert.throws(
    () => checked("close(-1)", libc().close(-1)),
    new SystemCallError("close(-1)", ERRNO.EBADF),
  );
});

Deno.test("checked() gives the result as a number when a call succeeds", () => {
  assert.equal(checked("none", 7), 7);
  assert.equal(checked("none", 9n), 9);
});

Deno.test("cString() ends with zero, and refuses one inside", () => {
  assert.deepEqual([...cString("lo")], [108, 111, 0]);
  assert.throws(() => cString("a\0b"), TypeError);
});

Deno.test("pinnedBytes() has a buffer of its own", () => {
  assert.equal(pinnedBytes(8).buffer.byteLength, 8);
});

Deno.test({
  name: "readKernelFile() reads /proc when only FFI is permitted",
  permissions: { ffi: true },
  fn() {
    assert.match(readKernelFile("/proc/net/dev"), /^ *lo:/m);
  },
});

Deno.test("readKernelFile() stops at the limit", () => {
  // The limit counts whole reads, each of at most 64 KiB.
  assert.ok(readKernelFile("/proc/self/maps", 1).length <= 65_536);
});

Deno.test("readKernelFile() names the file when it is missing", () => {
  assert.throws(
    () => readKernelFile("/proc/no-such-file"),
    new SystemCallError("open(/proc/no-such-file)", ERRNO.ENOENT),
  );
});

Deno.test("realtimeUs() is the wall clock", () => {
  const before = Date.now();
  const nowMs = realtimeUs() / 1e3;
  assert.ok(nowMs >= before - 1 && nowMs <= Date.now() + 1, `${nowMs}`);
});

Deno.test("refusalFor() says on other systems what to do", () => {
  for (const arch of ["x86_64", "aarch64"]) assert.equal(refusalFor("linux", arch), null);
  const table: [string, string, string][] = [
    ["darwin", "aarch64", "a virtual machine"],
    ["windows", "x86_64", "WSL 2"],
    ["freebsd", "x86_64", "a virtual machine"],
  ];
  for (const [os, arch, way] of table) {
    const refusal = refusalFor(os, arch)!;
    assert.ok(refusal.includes(`this is ${os} on ${arch}`) && refusal.includes(way), refusal);
  }
});
