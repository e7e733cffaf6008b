import { SO_ATTACH_FILTER, SOL_SOCKET } from "@/agent/libc/linux.ts";
import { libc, pinnedBytes } from "@/agent/libc/libc.ts";

/**
 * Attaches a classic BPF program to a socket: packets that it returns 0 for are not delivered.
 * Answers whether the kernel took it; `lastErrno` says why not.
 *
 * @param program `struct sock_filter` after `struct sock_filter`, 8 bytes each.
 */
export function attachFilter(fd: number, program: Uint8Array<ArrayBuffer>): boolean {
  // `struct sock_fprog`: u16 count, then after padding the address of the program. Both in one
  // buffer, so that the program lives as long as what has its address.
  const bytes = pinnedBytes(16 + program.length);
  bytes.set(program, 16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, program.length / 8, true);
  const base = Deno.UnsafePointer.value(Deno.UnsafePointer.of(bytes));
  view.setBigUint64(8, base + 16n, true);
  return libc().setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, bytes, 16) === 0;
}
