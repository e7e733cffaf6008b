import { isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";
import { ipv4Bits } from "../domain/ipv4_bits.ts";
import { RecentCache } from "../domain/recent_cache.ts";

/** Eight groups of four digits are 39 characters; a zone may follow. */
const MAX_LENGTH = 64;
const COLON = 58;

/**
 * The one spelling of an address that every event, counter and filter uses: dotted quad for IPv4
 * and for IPv4-mapped IPv6, RFC 5952 for IPv6 (the kernel's log writes all eight groups in full),
 * no zone. Null when the text is no address; `010.1.1.1` and `1e1.1.1.1` are none.
 */
export function canonicalAddress(text: string): string | null {
  const bits = ipv4Bits(text);
  if (bits !== null) return sharedText(bits);
  if (text.length > MAX_LENGTH) return null;
  const short = shortened(text);
  if (short !== null) return short;
  if (!isIPv6(text)) return null;
  const zone = text.indexOf("%");
  const address = ipaddr.IPv6.parse(zone < 0 ? text : text.slice(0, zone));
  return address.isIPv4MappedAddress()
    ? address.toIPv4Address().toString()
    : address.toRFC5952String();
}

/** Addresses that came lately: one text each, for all the tables that are asked for them. */
const known = new RecentCache<number, string>(20_000);

/** Not a part of the line, which would keep the whole line in memory. */
function sharedText(bits: number): string {
  let text = known.get(bits);
  if (text === undefined) {
    text = `${bits >>> 24}.${bits >> 16 & 255}.${bits >> 8 & 255}.${bits & 255}`;
    known.set(bits, text);
  }
  return text;
}

/** The groups of {@linkcode shortened}, which runs to its end before it is called again. */
const groups = new Uint16Array(8);
/** 0 to 255 in hexadecimal: `toString(16)` takes longer than all the rest. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16));
const HEX_PADDED = HEX.map((digits) => digits.padStart(2, "0"));

/**
 * RFC 5952 (section 4) of an IPv6 address of groups and at most one `::`; null for what must be
 * looked at more closely: an embedded or mapped IPv4 address, a zone, or no address at all. The
 * general way takes twenty times as long.
 */
function shortened(text: string): string | null {
  if (!readGroups(text)) return null;
  const [a, b, c, d, e, f] = groups;
  if (f === 0xffff && (a | b | c | d | e) === 0) return null;
  let zeros = 0, zerosAt = 0;
  for (let start = 0, i = 0; i < 8; i++) {
    if (groups[i] !== 0) start = i + 1;
    else if (i + 1 - start > zeros) {
      zeros = i + 1 - start;
      zerosAt = start;
    }
  }
  let short = "";
  for (let i = 0; i < 8; i++) {
    if (i === zerosAt && zeros > 1) {
      short += "::";
      i += zeros - 1;
      continue;
    }
    if (i > 0 && (i !== zerosAt + zeros || zeros < 2)) short += ":";
    const high = groups[i] >> 8, low = groups[i] & 255;
    short += high === 0 ? HEX[low] : HEX[high] + HEX_PADDED[low];
  }
  return short;
}

/** Reads `1:2::8` into {@linkcode groups}; false when it is anything else. */
function readGroups(text: string): boolean {
  const { length } = text;
  let count = 0, gapAt = -1, at = 0;
  while (at < length) {
    if (text.charCodeAt(at) === COLON) {
      // The first group has no colon before it, and `::` may stand once.
      const isGap = text.charCodeAt(at + 1) === COLON;
      if (isGap ? gapAt >= 0 : count === 0 || at + 1 === length) return false;
      if (isGap) gapAt = count;
      at += isGap ? 2 : 1;
      if (at === length) break;
    } else if (count > 0) return false;
    if (count === 8) return false;
    let group = 0;
    const start = at;
    for (let digit; at < length && (digit = hexDigit(text.charCodeAt(at))) >= 0; at++) {
      group = group << 4 | digit;
    }
    if (at === start || at - start > 4) return false;
    groups[count++] = group;
  }
  if (gapAt < 0) return count === 8;
  if (count > 7) return false;
  groups.copyWithin(8 - count + gapAt, gapAt, count);
  groups.fill(0, gapAt, 8 - count + gapAt);
  return true;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
