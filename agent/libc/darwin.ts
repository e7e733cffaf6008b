/**
 * Numbers and layouts of the macOS socket interface, the same on Intel and Apple silicon, each with
 * the xnu header that defines it. Beside `linux.ts`; nothing opens a socket with them yet.
 *
 * What differs beyond numbers: a datagram socket of `IPPROTO_ICMP` needs no right at all
 * (`icmp_dgram_attach()` of `bsd/netinet/ip_icmp.c`), takes echo requests of any id and leaves the
 * id alone, and receives what a raw socket would: IPv4 with its header (but for `IP_STRIPHDR`), also
 * other programs' replies. There is no error queue and no transmit stamp, so every sample would say
 * `user`.
 */

/** `bsd/sys/socket.h` */
export const AF_INET = 2;
export const AF_INET6 = 30;
export const SOCK_DGRAM = 2;
export const SOCK_RAW = 3;
export const SOL_SOCKET = 0xffff;
export const SO_SNDBUF = 0x1001;
export const SO_RCVBUF = 0x1002;
export const SO_TIMESTAMP = 0x0400;
export const SCM_TIMESTAMP = 0x02;
export const MSG_DONTWAIT = 0x80;

/** `bsd/netinet/in.h`, `bsd/netinet6/in6.h` */
export const IPPROTO_ICMP = 1;
export const IPPROTO_ICMPV6 = 58;
export const ICMP6_FILTER = 18;
export const IP_STRIPHDR = 23;

/** `bsd/sys/fcntl.h`: sockets get these by `fcntl`, there is no flag of `socket()` for them. */
export const F_SETFD = 2;
export const F_SETFL = 4;
export const FD_CLOEXEC = 1;
export const O_NONBLOCK = 0x4;

/** Error numbers of `bsd/sys/errno.h` that differ from Linux's and decide what is done. */
export const DARWIN_ERRNO = {
  EAGAIN: 35,
  EMSGSIZE: 40,
  EAFNOSUPPORT: 47,
  EADDRNOTAVAIL: 49,
  ENETDOWN: 50,
  ENETUNREACH: 51,
  ENOBUFS: 55,
  ETIMEDOUT: 60,
  ECONNREFUSED: 61,
  EHOSTDOWN: 64,
  EHOSTUNREACH: 65,
  ECANCELED: 89,
} as const;

/** Functions by other names than in glibc. The library is `libSystem.B.dylib`. */
export const ERRNO_FUNCTION = "__error";

/** `struct msghdr` of `bsd/sys/socket.h`: where each field is, in bytes. There is no `recvmmsg`. */
export const MSGHDR = {
  bytes: 48,
  name: 0,
  nameLength: 8,
  iov: 16,
  iovLength: 24,
  control: 32,
  controlLength: 40,
  flags: 44,
} as const;

/** `struct cmsghdr`: length u32, level i32, type i32; data and the next header at steps of 4. */
const CMSGHDR_BYTES = 12;
const CMSG_ALIGN = 4;
/** `struct timeval`: seconds i64, microseconds i32, padding. */
const TIMEVAL_BYTES = 16;

/**
 * A `sockaddr_in` or `sockaddr_in6` with port 0: unlike Linux's, the first byte is the length and
 * the second the family.
 *
 * @param ip 4 or 16 bytes.
 * @param scopeId Number of the interface of a link-local address, else 0.
 */
export function socketAddress(ip: Uint8Array, scopeId = 0): Uint8Array<ArrayBuffer> {
  if (ip.length !== 4 && ip.length !== 16) {
    throw new RangeError(`an IP address of ${ip.length} bytes: it must have 4 or 16`);
  }
  const isV4 = ip.length === 4;
  const bytes = new Uint8Array(new ArrayBuffer(isV4 ? 16 : 28));
  bytes[0] = bytes.length;
  bytes[1] = isV4 ? AF_INET : AF_INET6;
  bytes.set(ip, isV4 ? 4 : 8);
  if (!isV4) new DataView(bytes.buffer).setUint32(24, scopeId, true);
  return bytes;
}

/** `struct icmp6_filter` for some types only: here a set bit lets a type through (RFC 3542, 3.2). */
export function icmp6Filter(types: readonly number[]): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(new ArrayBuffer(32));
  for (const type of types) words[type >> 5] |= 1 << (type & 31);
  return new Uint8Array(words.buffer);
}

/**
 * The kernel's receive stamp among control messages, Unix time in µs; `NaN` without one. Total: any
 * bytes have a result.
 */
export function receiveStampUs(control: Uint8Array): number {
  const view = new DataView(control.buffer, control.byteOffset, control.byteLength);
  for (let at = 0; at + CMSGHDR_BYTES <= control.length;) {
    const length = view.getUint32(at, true);
    if (length < CMSGHDR_BYTES || at + length > control.length) break;
    const isStamp = view.getInt32(at + 4, true) === SOL_SOCKET &&
      view.getInt32(at + 8, true) === SCM_TIMESTAMP;
    const dataAt = at + CMSGHDR_BYTES;
    if (isStamp && length - CMSGHDR_BYTES >= TIMEVAL_BYTES) {
      const seconds = view.getUint32(dataAt, true) + view.getInt32(dataAt + 4, true) * 2 ** 32;
      return seconds === 0 ? NaN : seconds * 1e6 + view.getInt32(dataAt + 8, true);
    }
    at += (length + CMSG_ALIGN - 1) & ~(CMSG_ALIGN - 1);
  }
  return NaN;
}
