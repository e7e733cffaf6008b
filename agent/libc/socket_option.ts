import { libc, pinnedBytes } from "@/agent/libc/libc.ts";

/** Sets an option that is a C `int`. Answers whether the kernel took it; `lastErrno` says why not. */
export function setIntOption(fd: number, level: number, option: number, value: number): boolean {
  const bytes = pinnedBytes(4);
  new DataView(bytes.buffer).setInt32(0, value, true);
  return libc().setsockopt(fd, level, option, bytes, bytes.length) === 0;
}

/** Value of an option that is a C `int`; -1 when the kernel refuses, `lastErrno` says why. */
export function getIntOption(fd: number, level: number, option: number): number {
  const value = pinnedBytes(4);
  const length = pinnedBytes(4);
  new DataView(length.buffer).setUint32(0, value.length, true);
  if (libc().getsockopt(fd, level, option, value, length) !== 0) return -1;
  return new DataView(value.buffer).getInt32(0, true);
}
