import assert from "node:assert/strict";
import { errnoName, SystemCallError } from "@/agent/libc/system_call_error.ts";

Deno.test("errnoName() names known numbers and shows the others", () => {
  const table: [number, string][] = [
    [1, "EPERM"],
    [11, "EAGAIN"],
    [113, "EHOSTUNREACH"],
    [4242, "errno 4242"],
  ];
  for (const [errno, name] of table) assert.equal(errnoName(errno), name);
});

Deno.test("SystemCallError says which call failed and how", () => {
  const error = new SystemCallError("socket(AF_INET)", 1);
  assert.equal(error.message, "socket(AF_INET) failed: EPERM");
  assert.deepEqual([error.name, error.call, error.errno], [
    "SystemCallError",
    "socket(AF_INET)",
    1,
  ]);
});
