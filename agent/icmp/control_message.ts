import {
  AF_INET,
  AF_INET6,
  IP_RECVERR,
  IPV6_RECVERR,
  SO_TIMESTAMPING,
  SOL_IP,
  SOL_IPV6,
  SOL_SOCKET,
} from "@/agent/libc/linux.ts";
import { ipBytes } from "@/agent/libc/socket_address.ts";

/** `struct sock_extended_err` of `linux/errqueue.h`, and the address that follows it. */
export interface ExtendedError {
  errno: number;
  /** One of `SO_EE_ORIGIN_*`. */
  origin: number;
  icmpType: number;
  icmpCode: number;
  /** Address bytes of who sent the ICMP error; empty when nobody did. */
  offender: Uint8Array;
}

/** What the kernel tells beside a message. */
export interface Control {
  /** Software time stamp, Unix time in µs (steps of 0.25 µs); `NaN` without one. */
  stampUs: number;
  error: ExtendedError | null;
}

/** `struct cmsghdr` on a 64-bit machine: length u64, level i32, type i32; then data. */
const HEADER_BYTES = 16;
const TIMESPEC_BYTES = 16;
const EXTENDED_ERROR_BYTES = 16;
const NO_ADDRESS = new Uint8Array(0);

/**
 * Reads the control messages of one received message (cmsg(3)), from `start` to `end` of a view:
 * one that is made for each message costs more than the reading. Total: any bytes have a result.
 */
export function parseControl(view: DataView, start: number, end: number): Control {
  const control: Control = { stampUs: NaN, error: null };
  for (let at = start; at + HEADER_BYTES <= end;) {
    // The upper half of the length is 0 in anything the kernel made.
    const length = view.getUint32(at, true);
    if (length < HEADER_BYTES || at + length > end) break;
    const level = view.getInt32(at + 8, true);
    const type = view.getInt32(at + 12, true);
    const dataBytes = length - HEADER_BYTES;
    const dataAt = at + HEADER_BYTES;
    if (level === SOL_SOCKET && type === SO_TIMESTAMPING && dataBytes >= TIMESPEC_BYTES) {
      control.stampUs = timespecUs(view, dataAt);
    } else if (isExtendedError(level, type) && dataBytes >= EXTENDED_ERROR_BYTES) {
      control.error = extendedError(view, dataAt, dataBytes);
    }
    at += (length + 7) & ~7;
  }
  return control;
}

/** Unix time in µs of a 64-bit `struct timespec`; `NaN` for zero, which stands for none. */
export function timespecUs(view: DataView, at: number): number {
  const seconds = view.getUint32(at, true) + view.getInt32(at + 4, true) * 0x1_0000_0000;
  return seconds === 0 ? NaN : seconds * 1e6 + view.getUint32(at + 8, true) / 1e3;
}

function isExtendedError(level: number, type: number): boolean {
  return (level === SOL_IP && type === IP_RECVERR) || (level === SOL_IPV6 && type === IPV6_RECVERR);
}

function extendedError(view: DataView, at: number, bytes: number): ExtendedError {
  const data = new Uint8Array(view.buffer, view.byteOffset + at, bytes);
  return {
    errno: view.getUint32(at, true),
    origin: data[4],
    icmpType: data[5],
    icmpCode: data[6],
    offender: addressOf(data.subarray(EXTENDED_ERROR_BYTES)),
  };
}

function addressOf(socketAddress: Uint8Array): Uint8Array {
  const family = socketAddress.length < 2 ? 0 : socketAddress[0] | (socketAddress[1] << 8);
  if (family === AF_INET && socketAddress.length >= 16) return ipBytes(4, socketAddress);
  if (family === AF_INET6 && socketAddress.length >= 28) return ipBytes(6, socketAddress);
  return NO_ADDRESS;
}
