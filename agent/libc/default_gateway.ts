import { readKernelFile } from "@/agent/libc/read_file.ts";
import { type Family, formatIp } from "@/agent/libc/socket_address.ts";
import { ERRNO, SystemCallError } from "@/agent/libc/system_call_error.ts";

/** A router that takes what no other route fits. */
export interface DefaultGateway {
  family: Family;
  /** Without scope; a link-local one is reached through {@linkcode interfaceName}. */
  address: string;
  interfaceName: string;
  /** Lower is preferred. */
  metric: number;
}

/** `linux/route.h` */
const RTF_UP = 1;
const RTF_GATEWAY = 2;
const RTF_REJECT = 0x200;

/**
 * Default gateways of this machine, preferred first, IPv4 before IPv6.
 *
 * @throws {SystemCallError} when the kernel's tables exist but cannot be read.
 */
export function readDefaultGateways(): DefaultGateway[] {
  return [
    ...parseIpv4Routes(readTable("/proc/net/route")),
    ...parseIpv6Routes(readTable("/proc/net/ipv6_route")),
  ];
}

/** A table that is missing (no IPv6, for example) has no routes. */
function readTable(path: string): string {
  try {
    return readKernelFile(path);
  } catch (error) {
    if (error instanceof SystemCallError && error.errno === ERRNO.ENOENT) return "";
    throw error;
  }
}

/**
 * Default gateways in the text of `/proc/net/route` (`fib_route_seq_show`, `net/ipv4/fib_trie.c`).
 * Lines it does not understand are skipped.
 */
export function parseIpv4Routes(text: string): DefaultGateway[] {
  const found: DefaultGateway[] = [];
  for (const line of text.split("\n").slice(1)) {
    const [interfaceName, destination, gateway, flagText, , , metricText, mask] = line.trim().split(
      /\s+/,
    );
    if (destination !== "00000000" || mask !== "00000000") continue;
    if (!leadsToRouter(Number.parseInt(flagText, 16))) continue;
    // %08X of a u32 in network order, so on a little-endian machine the bytes are backwards.
    const bytes = hexBytes(gateway, 4)?.reverse();
    const metric = Number(metricText);
    if (!bytes || !Number.isInteger(metric)) continue;
    found.push({ family: 4, address: formatIp(bytes), interfaceName, metric });
  }
  return found.sort((a, b) => a.metric - b.metric);
}

/**
 * Default gateways in the text of `/proc/net/ipv6_route` (`ipv6_route_native_seq_show`,
 * `net/ipv6/route.c`). Lines it does not understand are skipped.
 */
export function parseIpv6Routes(text: string): DefaultGateway[] {
  const found: DefaultGateway[] = [];
  for (const line of text.split("\n")) {
    const [destination, prefix, , , gateway, metricText, , , flagText, interfaceName] = line.trim()
      .split(/\s+/);
    if (interfaceName === undefined || !/^0{32}$/.test(destination) || prefix !== "00") continue;
    if (!leadsToRouter(Number.parseInt(flagText, 16))) continue;
    const bytes = hexBytes(gateway, 16);
    const metric = Number.parseInt(metricText, 16);
    if (!bytes || !Number.isInteger(metric)) continue;
    found.push({ family: 6, address: formatIp(bytes), interfaceName, metric });
  }
  return found.sort((a, b) => a.metric - b.metric);
}

function leadsToRouter(flags: number): boolean {
  return (flags & (RTF_UP | RTF_GATEWAY | RTF_REJECT)) === (RTF_UP | RTF_GATEWAY);
}

function hexBytes(hex: string, length: number): Uint8Array | null {
  if (hex.length !== 2 * length || !/^[0-9a-f]+$/i.test(hex)) return null;
  return Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16));
}
