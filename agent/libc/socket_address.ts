import ipaddr from "ipaddr.js";
import { AF_INET, AF_INET6 } from "@/agent/libc/linux.ts";
import { cString, libc, pinnedBytes } from "@/agent/libc/libc.ts";

/** Internet protocol version. */
export type Family = 4 | 6;

/** An IP address as the kernel takes it: a `sockaddr_in` or `sockaddr_in6`, port 0. */
export interface SocketAddress {
  family: Family;
  bytes: Uint8Array<ArrayBuffer>;
  /** The address alone, 4 or 16 bytes: a view of {@linkcode bytes}. */
  ip: Uint8Array;
}

/** Bytes of `struct sockaddr_in6`, the longer of the two. */
export const MAX_SOCKET_ADDRESS_BYTES = 28;

/** Where the address is in a `sockaddr_in` / `sockaddr_in6`, and how long each is. */
export const LAYOUT = {
  4: { af: AF_INET, bytes: 16, offset: 4, length: 4 },
  6: { af: AF_INET6, bytes: MAX_SOCKET_ADDRESS_BYTES, offset: 8, length: 16 },
} as const;
const SCOPE_OFFSET = 24;

/**
 * Reads an IPv4 literal in four decimal parts or an IPv6 literal, with an optional scope
 * (`fe80::1%eth0`, RFC 4007 section 11). An
 * IPv4-mapped one (`::ffff:192.0.2.1`) is IPv4.
 *
 * @param indexOfInterface Number of a network interface by name, 0 when there is none.
 * @throws {TypeError} when `text` is neither, or names no interface.
 */
export function parseSocketAddress(
  text: string,
  indexOfInterface: (name: string) => number = interfaceIndex,
): SocketAddress {
  const [literal, scope] = splitScope(text);
  if (scope === null && ipaddr.IPv4.isValidFourPartDecimal(literal)) {
    return build(4, ipaddr.IPv4.parse(literal).toByteArray());
  }
  if (!ipaddr.IPv6.isValid(literal)) throw new TypeError(`"${text}" is not an IP address`);
  const parsed = ipaddr.IPv6.parse(literal);
  // Sent on an IPv6 socket, an IPv4-mapped address would go nowhere.
  if (parsed.isIPv4MappedAddress()) return build(4, parsed.toIPv4Address().toByteArray());
  const address = build(6, parsed.toByteArray());
  if (scope !== null) {
    const index = /^\d+$/.test(scope) ? Number(scope) : indexOfInterface(scope);
    if (index < 1 || index > 0xffff_ffff) {
      throw new TypeError(`"${text}" names a network interface that is not here`);
    }
    new DataView(address.bytes.buffer).setUint32(SCOPE_OFFSET, index, true);
  }
  return address;
}

function splitScope(text: string): [string, string | null] {
  const percent = text.indexOf("%");
  return percent < 0 ? [text, null] : [text.slice(0, percent), text.slice(percent + 1)];
}

function build(family: Family, address: number[]): SocketAddress {
  const layout = LAYOUT[family];
  const bytes = pinnedBytes(layout.bytes);
  new DataView(bytes.buffer).setUint16(0, layout.af, true);
  bytes.set(address, layout.offset);
  return { family, bytes, ip: ipBytes(family, bytes) };
}

function interfaceIndex(name: string): number {
  return libc().if_nametoindex(cString(name));
}

/** The address alone of a `sockaddr_in` or `sockaddr_in6`: 4 or 16 bytes, not copied. */
export function ipBytes(family: Family, socketAddress: Uint8Array): Uint8Array {
  const { offset, length } = LAYOUT[family];
  return socketAddress.subarray(offset, offset + length);
}

/** The port of a `sockaddr_in` or `sockaddr_in6`; for an ICMP datagram socket, its ICMP id. */
export function portOf(socketAddress: Uint8Array): number {
  return (socketAddress[2] << 8) | socketAddress[3];
}

/** Text of 4 or 16 address bytes: dotted decimal, or RFC 5952. */
export function formatIp(bytes: Uint8Array): string {
  const address = ipaddr.fromByteArray([...bytes]);
  return address.kind() === "ipv6"
    ? (address as ipaddr.IPv6).toRFC5952String()
    : address.toString();
}
