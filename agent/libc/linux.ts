/**
 * Numbers of the Linux socket interface, the same on x86-64 and aarch64, each with the kernel
 * header that defines it.
 */

/** `linux/socket.h` */
export const AF_INET = 2;
export const AF_INET6 = 10;
export const MSG_DONTWAIT = 0x40;
export const MSG_ERRQUEUE = 0x2000;
export const SOL_IP = 0;
export const SOL_ICMPV6 = 58;
export const SOL_IPV6 = 41;
export const SOL_RAW = 255;

/** `linux/net.h`; the two flags are also those of `fcntl.h`. */
export const SOCK_DGRAM = 2;
export const SOCK_RAW = 3;
export const SOCK_NONBLOCK = 0o4000;
export const SOCK_CLOEXEC = 0o2000000;

/** `linux/in.h`, `linux/in6.h` */
export const IPPROTO_ICMP = 1;
export const IPPROTO_UDP = 17;
export const IPPROTO_ICMPV6 = 58;
export const IP_RECVERR = 11;
export const IPV6_RECVERR = 25;

/** `asm-generic/socket.h` */
export const SOL_SOCKET = 1;
export const SO_TYPE = 3;
export const SO_RCVBUF = 8;
export const SO_ATTACH_FILTER = 26;
export const SO_SNDBUFFORCE = 32;
export const SO_RCVBUFFORCE = 33;
export const SO_TIMESTAMPING = 37;
export const SO_PROTOCOL = 38;
export const SO_MEMINFO = 55;

/** `linux/sock_diag.h`: words of what `SO_MEMINFO` gives. */
export const SK_MEMINFO_DROPS = 8;
export const SK_MEMINFO_VARS = 9;

/** `linux/net_tstamp.h` */
export const SOF_TIMESTAMPING_TX_SOFTWARE = 1 << 1;
export const SOF_TIMESTAMPING_RX_SOFTWARE = 1 << 3;
export const SOF_TIMESTAMPING_SOFTWARE = 1 << 4;

/** `linux/errqueue.h`: where a message of the error queue came from. */
export const SO_EE_ORIGIN_ICMP = 2;
export const SO_EE_ORIGIN_ICMP6 = 3;
export const SO_EE_ORIGIN_TIMESTAMPING = 4;

/** `linux/icmp.h`, `linux/icmpv6.h` */
export const ICMP_FILTER = 1;
export const ICMPV6_FILTER = 1;

/** `asm-generic/poll.h` */
export const POLLIN = 1;

/** `linux/time.h` */
export const CLOCK_REALTIME = 0;

/** `asm-generic/fcntl.h` */
export const O_RDONLY = 0;
export const O_CLOEXEC = 0o2000000;

/** `asm-generic/mman-common.h`, `linux/mman.h` */
export const PROT_READ = 1;
export const PROT_WRITE = 2;
export const MAP_PRIVATE = 2;

/** `linux/eventfd.h`: equal to `O_CLOEXEC` and `O_NONBLOCK`. */
export const EFD_CLOEXEC = 0o2000000;
export const EFD_NONBLOCK = 0o4000;
