import { isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";
import { ipv4Bits } from "../domain/ipv4_bits.ts";

/** Of eight groups of four digits, as the kernel's log writes every IPv6 address. */
const FULL_LENGTH = 39;
const COLON = 58;

/**
 * The one spelling of an address that every event, counter and filter uses: dotted quad for IPv4
 * and for IPv4-mapped IPv6, RFC 5952 for IPv6 (the kernel's log writes all eight groups in full),
 * no zone. Null when the text is no address; `010.1.1.1` and `1e1.1.1.1` are none.
 */
export function canonicalAddress(text: string): string | null {
  if (ipv4Bits(text) !== null) return text;
  if (text.length === FULL_LENGTH) {
    const short = shortened(text);
    if (short !== null) return short;
  }
  if (text.length > 64 || !isIPv6(text)) return null;
  const zone = text.indexOf("%");
  const address = ipaddr.IPv6.parse(zone < 0 ? text : text.slice(0, zone));
  return address.isIPv4MappedAddress()
    ? address.toIPv4Address().toString()
    : address.toRFC5952String();
}

/**
 * RFC 5952 (section 4) of an IPv6 address written in full; null when it is no such text, or
 * IPv4-mapped. The general way takes twenty times as long.
 */
function shortened(text: string): string | null {
  const groups: number[] = [];
  for (let at = 0; at < FULL_LENGTH; at += 5) {
    let group = 0;
    for (let i = at; i < at + 4; i++) {
      const digit = hexDigit(text.charCodeAt(i));
      if (digit < 0) return null;
      group = group << 4 | digit;
    }
    if (at + 4 < FULL_LENGTH && text.charCodeAt(at + 4) !== COLON) return null;
    groups.push(group);
  }
  if (groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0)) return null;
  const { start, length } = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(":");
  return `${hex.slice(0, start).join(":")}::${hex.slice(start + length).join(":")}`;
}

/** The first of the longest runs of zeros. */
function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0, i = 0; i < groups.length; i++) {
    if (groups[i] !== 0) start = i + 1;
    else if (i + 1 - start > best.length) best = { start, length: i + 1 - start };
  }
  return best;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
