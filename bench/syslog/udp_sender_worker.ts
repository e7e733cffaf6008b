/**
 * Sends datagrams at a rate with as little work as possible (`sendmmsg`): the machine is the one
 * that also receives.
 *
 * @module
 */
import { cpuSeconds } from "../cpu_seconds.ts";
import { AF_INET, SOCK_DGRAM } from "@/agent/libc/linux.ts";
import { checked, libc, pinnedBytes } from "@/agent/libc/libc.ts";
import { IOVEC_BYTES, MMSGHDR } from "@/agent/libc/mmsghdr.ts";

/** What to send; the answer is how many were, how many a second, and what it took. */
export interface SendOrder {
  lines: readonly Uint8Array[];
  port: number;
  seconds: number;
  perMs: number;
}

const BATCH = 32;
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<SendOrder>) => void) | null;
  postMessage(message: unknown): void;
};

/** All lines in memory, with a header for each: any stretch of them is one call. */
function messages(lines: readonly Uint8Array[], port: number): Uint8Array {
  const iovecs = MMSGHDR.bytes * lines.length;
  const name = iovecs + IOVEC_BYTES * lines.length;
  let data = name + 16;
  const arena = pinnedBytes(lines.reduce((sum, { length }) => sum + length, data));
  const view = new DataView(arena.buffer);
  const base = Deno.UnsafePointer.value(Deno.UnsafePointer.of(arena));
  view.setUint16(name, AF_INET, true);
  view.setUint16(name + 2, port);
  arena.set([127, 0, 0, 1], name + 4);
  lines.forEach((line, i) => {
    const header = MMSGHDR.bytes * i, iovec = iovecs + IOVEC_BYTES * i;
    view.setBigUint64(header + MMSGHDR.name, base + BigInt(name), true);
    view.setUint32(header + MMSGHDR.nameLength, 16, true);
    view.setBigUint64(header + MMSGHDR.iov, base + BigInt(iovec), true);
    view.setUint32(header + MMSGHDR.iovLength, 1, true);
    view.setBigUint64(iovec, base + BigInt(data), true);
    view.setUint32(iovec + 8, line.length, true);
    arena.set(line, data);
    data += line.length;
  });
  return arena;
}

scope.onmessage = async ({ data: { lines, port, seconds, perMs } }) => {
  const arena = messages(lines, port);
  const fd = checked("socket()", libc().socket(AF_INET, SOCK_DGRAM, 0));
  const start = performance.now(), cpuBefore = cpuSeconds("thread-self");
  const wanted = seconds * 1000 * perMs;
  let sent = 0;
  while (sent < wanted && performance.now() - start < 2000 * seconds) {
    const due = Math.min(wanted, (performance.now() - start) * perMs);
    while (sent + BATCH <= due) {
      const at = sent % (lines.length - BATCH);
      const headers = arena.subarray(MMSGHDR.bytes * at);
      sent += checked("sendmmsg()", libc().sendmmsg(fd, headers as BufferSource, BATCH, 0));
    }
    if (wanted - sent < BATCH) break;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  libc().close(fd);
  const perSecond = sent / (performance.now() - start) * 1000;
  const cpuUs = (cpuSeconds("thread-self") - cpuBefore) * 1e6 / sent;
  scope.postMessage({ sent, perSecond, cpuUs });
};
scope.postMessage("up");
