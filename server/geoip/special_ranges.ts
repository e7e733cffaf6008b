import ipaddr from "ipaddr.js";
import { type Place } from "@/shared/traffic/event.ts";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Kind = Exclude<Place["kind"], "place" | "unknown">;

/**
 * Ranges that belong to no place, from IANA's IPv4 and IPv6 Special-Purpose Address Registries.
 * The more exact range comes first.
 */
const RANGES: readonly (readonly [Kind, readonly string[]])[] = [
  ["private", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"]],
  ["loopback", ["127.0.0.0/8", "::1/128"]],
  ["link-local", ["169.254.0.0/16", "fe80::/10"]],
  ["cgnat", ["100.64.0.0/10"]],
  ["documentation", [
    "192.0.2.0/24",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "2001:db8::/32",
    "3fff::/20",
  ]],
  ["multicast", ["224.0.0.0/4", "ff00::/8"]],
  ["reserved", [
    "0.0.0.0/8", // this network
    "192.0.0.0/24", // IETF protocol assignments
    "192.88.99.0/24", // 6to4 relay, deprecated
    "198.18.0.0/15", // benchmarking
    "240.0.0.0/4", // class E and broadcast
    "::/128", // unspecified
    "64:ff9b:1::/48", // local-use NAT64
    "100::/64", // discard-only
    "2001:2::/48", // benchmarking
    "2001:10::/28", // ORCHID, deprecated
    "2001:20::/28", // ORCHIDv2
    "5f00::/16", // segment routing
  ]],
];

const PARSED = RANGES.flatMap(([kind, cidrs]) =>
  cidrs.map((cidr) => [kind, ipaddr.parseCIDR(cidr)] as const)
);

/** The kind of special range an address is in, or null when it may be looked up. */
export function specialKind(address: Address): Kind | null {
  for (const [kind, [network, bits]] of PARSED) {
    if (network.kind() === address.kind() && address.match(network, bits)) return kind;
  }
  return null;
}

/**
 * The IPv4 address that is inside an IPv6 one: IPv4-mapped (RFC 4291), NAT64's well-known prefix
 * (RFC 6052) and 6to4 (RFC 3056). Any other address is returned as it is.
 */
export function embeddedIpv4(address: Address): Address {
  if (address.kind() === "ipv4") return address;
  const v6 = address as ipaddr.IPv6;
  const [a, b, c, d, e, f, g, h] = v6.parts;
  const zeros = (c | d | e) === 0;
  if (a === 0 && b === 0 && zeros && f === 0xffff) return fromWords(g, h);
  if (a === 0x64 && b === 0xff9b && zeros && f === 0) return fromWords(g, h);
  if (a === 0x2002) return fromWords(b, c);
  return address;
}

function fromWords(high: number, low: number): ipaddr.IPv4 {
  return new ipaddr.IPv4([high >> 8, high & 255, low >> 8, low & 255]);
}
