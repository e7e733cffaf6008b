import {
  AF_INET,
  AF_INET6,
  IPPROTO_UDP,
  SK_MEMINFO_DROPS,
  SK_MEMINFO_VARS,
  SO_MEMINFO,
  SO_PROTOCOL,
  SO_RCVBUF,
  SO_RCVBUFFORCE,
  SO_TYPE,
  SOCK_DGRAM,
  SOL_SOCKET,
} from "@/agent/libc/linux.ts";
import { checked, libc, pinnedBytes } from "@/agent/libc/libc.ts";
import { type Family, MAX_SOCKET_ADDRESS_BYTES, portOf } from "@/agent/libc/socket_address.ts";
import { getIntOption, setIntOption } from "@/agent/libc/socket_option.ts";

/** What became of a wish for a larger receive buffer. */
export interface ReceiveBuffer {
  /** Descriptor of the socket, for {@linkcode readSocketDrops}. */
  fd: number;
  requestedBytes: number;
  /**
   * What the kernel granted, in the unit of the request. Less than asked for means that the process
   * has no CAP_NET_ADMIN and `net.core.rmem_max` is lower.
   */
  actualBytes: number;
}

/** Descriptors are handed out from the lowest free one, so a listener's is far below this. */
const MAX_DESCRIPTORS = 65_536;

/**
 * Enlarges the kernel's receive buffer of a UDP socket of this process. There is no such option in
 * the runtime and no way to a socket's descriptor, so the descriptors are tried one by one.
 *
 * @throws {Error} when no UDP socket of this process is bound to `port`.
 * @throws {SystemCallError} when the kernel refuses.
 */
export function raiseReceiveBuffer(port: number, family: Family, bytes: number): ReceiveBuffer {
  if (!Number.isInteger(bytes) || bytes < 1 || bytes > 0x3fff_ffff) {
    throw new RangeError(`a receive buffer of ${bytes} bytes: it must be 1 to 1073741823`);
  }
  const fd = findUdpSocket(port, family);
  if (fd === null) {
    throw new Error(`No IPv${family} UDP socket of this process is bound to port ${port}.`);
  }
  // FORCE passes net.core.rmem_max and needs CAP_NET_ADMIN; the other is capped in silence.
  if (!setIntOption(fd, SOL_SOCKET, SO_RCVBUFFORCE, bytes)) {
    checked(
      `setsockopt(SO_RCVBUF, ${bytes})`,
      setIntOption(fd, SOL_SOCKET, SO_RCVBUF, bytes) ? 0 : -1,
    );
  }
  // The kernel doubles what was set, for its own overhead (socket(7)).
  const actualBytes = checked("getsockopt(SO_RCVBUF)", getIntOption(fd, SOL_SOCKET, SO_RCVBUF)) / 2;
  return { fd, requestedBytes: bytes, actualBytes };
}

/**
 * Datagrams that the kernel dropped because the socket's receive buffer was full, since the socket
 * was opened (u32, wraps). Only for a descriptor that is known to be open still: a closed one may
 * have become another file.
 *
 * @throws {SystemCallError} when `fd` is no socket.
 */
export function readSocketDrops(fd: number): number {
  const words = new Uint32Array(new ArrayBuffer(4 * SK_MEMINFO_VARS));
  const length = pinnedBytes(4);
  new DataView(length.buffer).setUint32(0, words.byteLength, true);
  const value = new Uint8Array(words.buffer);
  checked(
    `getsockopt(${fd}, SO_MEMINFO)`,
    libc().getsockopt(fd, SOL_SOCKET, SO_MEMINFO, value, length),
  );
  return words[SK_MEMINFO_DROPS];
}

function findUdpSocket(port: number, family: Family): number | null {
  const address = pinnedBytes(MAX_SOCKET_ADDRESS_BYTES);
  const addressFamily = new DataView(address.buffer);
  const length = pinnedBytes(4);
  const af = family === 4 ? AF_INET : AF_INET6;
  for (let fd = 0; fd < MAX_DESCRIPTORS; fd++) {
    if (getIntOption(fd, SOL_SOCKET, SO_TYPE) !== SOCK_DGRAM) continue;
    if (getIntOption(fd, SOL_SOCKET, SO_PROTOCOL) !== IPPROTO_UDP) continue;
    new DataView(length.buffer).setUint32(0, address.length, true);
    if (libc().getsockname(fd, address, length) !== 0) continue;
    if (addressFamily.getUint16(0, true) === af && portOf(address) === port) return fd;
  }
  return null;
}
