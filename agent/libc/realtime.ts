import { CLOCK_REALTIME } from "@/agent/libc/linux.ts";
import { libc, pinnedBytes } from "@/agent/libc/libc.ts";

const timespec = pinnedBytes(16);
const view = new DataView(timespec.buffer);

/**
 * Unix time in µs, to 0.25 µs, by the very clock that the kernel stamps packets with.
 * `performance.timeOrigin` drifts from it, and `Date.now` has milliseconds.
 */
export function realtimeUs(): number {
  libc().clock_gettime(CLOCK_REALTIME, timespec);
  return view.getUint32(0, true) * 1e6 + view.getInt32(4, true) * 0x1_0000_0000 * 1e6 +
    view.getUint32(8, true) / 1e3;
}
