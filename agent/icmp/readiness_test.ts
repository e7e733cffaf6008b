import assert from "node:assert/strict";
import { EFD_CLOEXEC, EFD_NONBLOCK } from "@/agent/libc/linux.ts";
import { checked, libc, pinnedBytes } from "@/agent/libc/libc.ts";
import { watchReadable } from "@/agent/icmp/readiness.ts";

// Opened here, as it outlives the test that would open it.
libc();

Deno.test("watchReadable() tells when a descriptor can be read, and again after it was", async () => {
  const fd = checked("eventfd", libc().eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  const value = pinnedBytes(8);
  const one = pinnedBytes(8);
  one[0] = 1;
  let told = Promise.withResolvers<number>();
  const readiness = watchReadable([fd], () => {
    checked("read", libc().read(fd, value, 8n));
    told.resolve(value[0]);
    return null;
  });
  try {
    for (let i = 0; i < 3; i++) {
      told = Promise.withResolvers();
      checked("write", libc().write(fd, one, 8n));
      assert.equal(await told.promise, 1);
    }
  } finally {
    await readiness.close();
    libc().close(fd);
  }
});

Deno.test("watchReadable() asks again after the pause that it was told, until there is none", async () => {
  const fd = checked("eventfd", libc().eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK));
  const value = pinnedBytes(8);
  let calls = 0;
  const third = Promise.withResolvers<void>();
  const readiness = watchReadable([fd], () => {
    // Nothing can be read after the first time.
    libc().read(fd, value, 8n);
    if (++calls === 3) third.resolve();
    return calls < 3 ? 1 : null;
  });
  await third.promise;
  await readiness.close();
  assert.equal(calls, 3);
  libc().close(fd);
});

Deno.test("close() ends a long pause", async () => {
  const fd = checked("eventfd", libc().eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK));
  const called = Promise.withResolvers<void>();
  const readiness = watchReadable([fd], () => {
    called.resolve();
    return 3_600_000;
  });
  await called.promise;
  await readiness.close();
  libc().close(fd);
});

Deno.test("close() ends a wait in which nothing happened, and can be repeated", async () => {
  const readiness = watchReadable([], () => assert.fail("nothing can be read"));
  await Promise.all([readiness.close(), readiness.close()]);
  await readiness.close();
});
