import type { Family } from "@/agent/libc/socket_address.ts";
import { addWords, foldedSum, internetChecksum } from "@/agent/icmp/checksum.ts";

/** Bytes of an ICMP header; the same for echo and error messages, in both versions. */
export const HEADER_BYTES = 8;
/** Bytes of the random cookie that follows an echo header. */
export const COOKIE_BYTES = 16;
/** What follows the cookie: tells who reads the packet on a wire what it is. */
const FILLER = new TextEncoder().encode("Meshping measures the round trip; hello!");
const FILLER_SUM = addWords(0, FILLER, 0, FILLER.length);
/** 56 bytes of payload, as `ping` and `fping` send: the same size gives comparable round trips. */
export const ECHO_BYTES = 64;

/** Message types: RFC 792 and RFC 4443. */
const TYPES = {
  4: { request: 8, reply: 0, errors: [3, 11, 12] },
  6: { request: 128, reply: 129, errors: [1, 2, 3, 4] },
} as const;

/** Destination unreachable, time exceeded, parameter problem; for IPv6 also packet too big. */
export const ERROR_TYPES: Record<Family, readonly number[]> = {
  4: TYPES[4].errors,
  6: TYPES[6].errors,
};
export const REPLY_TYPE: Record<Family, number> = { 4: TYPES[4].reply, 6: TYPES[6].reply };

/** IP header that an ICMP error quotes: minimal length, and where protocol and destination are. */
const QUOTED_IP = {
  4: { bytes: 20, protocolAt: 9, protocol: 1, destinationAt: 16, addressBytes: 4 },
  6: { bytes: 40, protocolAt: 6, protocol: 58, destinationAt: 24, addressBytes: 16 },
} as const;

/** What identifies one echo request among those of one id. */
export interface EchoKey {
  sequence: number;
  /** {@linkcode COOKIE_BYTES} bytes; fewer only where an ICMP error quoted less. */
  cookie: Uint8Array;
}

/** An ICMP message, as far as a pinger is concerned. Its arrays are views of the input. */
export type IcmpMessage =
  | { kind: "reply"; key: EchoKey }
  | {
    kind: "error";
    icmpType: number;
    icmpCode: number;
    /** Address bytes that the quoted request went to. */
    destination: Uint8Array;
    key: EchoKey;
  }
  /** A reply, or an error about a request, with the id of another program. */
  | { kind: "foreign" }
  /** Nothing about an echo request. */
  | { kind: "other" }
  | { kind: "malformed"; why: string };

/**
 * Writes an echo request of {@linkcode ECHO_BYTES} bytes (RFC 792 page 14, RFC 4443 section 4.1).
 * The IPv6 checksum covers the source address, which the kernel chooses, so it stays 0 here and the
 * kernel fills it in.
 */
export function encodeEchoRequest(
  family: Family,
  id: number,
  key: EchoKey,
  into: Uint8Array,
): void {
  if (into.length !== ECHO_BYTES || key.cookie.length !== COOKIE_BYTES) {
    throw new RangeError("an echo request has 64 bytes and its cookie 16");
  }
  into.fill(0, 0, HEADER_BYTES);
  into[0] = TYPES[family].request;
  setU16(into, 4, id);
  into.set(FILLER, HEADER_BYTES + COOKIE_BYTES);
  finishEchoRequest(family, into, 0, key.sequence, key.cookie, 0);
}

/**
 * Writes what differs from request to request over one that {@linkcode encodeEchoRequest} made.
 *
 * @param cookieAt Where in `cookies` the {@linkcode COOKIE_BYTES} of the cookie start.
 */
export function finishEchoRequest(
  family: Family,
  packet: Uint8Array,
  at: number,
  sequence: number,
  cookies: Uint8Array,
  cookieAt: number,
): void {
  setU16(packet, at + 6, sequence);
  for (let i = 0; i < COOKIE_BYTES; i++) packet[at + HEADER_BYTES + i] = cookies[cookieAt + i];
  if (family === 6) return;
  const restAt = HEADER_BYTES + COOKIE_BYTES;
  const header = (TYPES[4].request << 8) + u16(packet, at + 4) + sequence + FILLER_SUM;
  setU16(packet, at + 2, ~foldedSum(addWords(header, packet, at + HEADER_BYTES, at + restAt)));
}

/**
 * Reads an IPv4 packet with an ICMP message in it, as a raw socket gives it. Total: any bytes have
 * a result.
 *
 * @param ownId The id of the requests that were sent.
 */
export function parseIpv4Packet(packet: Uint8Array, ownId: number): IcmpMessage {
  if (packet.length < 20 || packet[0] >> 4 !== 4) return malformed("no IPv4 header");
  const headerBytes = (packet[0] & 15) * 4;
  if (headerBytes < 20 || headerBytes > packet.length) return malformed("bad IPv4 header length");
  if (packet[9] !== 1) return malformed("not ICMP");
  return parseIcmp(4, packet.subarray(headerBytes), ownId);
}

/**
 * Reads an ICMP or ICMPv6 message without IP header. Checks the ICMP checksum, which the kernel
 * leaves to raw sockets; the ICMPv6 checksum, over addresses that are not in the message, is the
 * kernel's to check (RFC 3542 section 3.1). Total: any bytes have a result.
 *
 * @param ownId The id of the requests that were sent.
 */
export function parseIcmp(family: Family, message: Uint8Array, ownId: number): IcmpMessage {
  if (message.length < HEADER_BYTES) return malformed("shorter than an ICMP header");
  const type = message[0];
  if (type === TYPES[family].reply) return parseReply(family, message, ownId);
  if (!ERROR_TYPES[family].includes(type)) return { kind: "other" };
  return parseError(family, message, ownId);
}

function parseReply(family: Family, message: Uint8Array, ownId: number): IcmpMessage {
  if (u16(message, 4) !== ownId) return { kind: "foreign" };
  if (message[1] !== 0) return malformed("an echo reply has code 0");
  // A reply returns all of the request's data and nothing else (RFC 792 page 15).
  if (message.length !== ECHO_BYTES) return malformed("not the size of the request");
  if (!hasGoodChecksum(family, message)) return malformed("wrong checksum");
  return { kind: "reply", key: echoKey(message) };
}

function parseError(family: Family, message: Uint8Array, ownId: number): IcmpMessage {
  const quoted = message.subarray(HEADER_BYTES);
  const ip = QUOTED_IP[family];
  if (quoted.length < ip.bytes || quoted[0] >> 4 !== family) {
    return malformed("an ICMP error without a quoted IP header");
  }
  const headerBytes = family === 4 ? (quoted[0] & 15) * 4 : ip.bytes;
  if (headerBytes < ip.bytes) return malformed("bad length of the quoted IP header");
  if (quoted[ip.protocolAt] !== ip.protocol) return { kind: "other" };
  const request = quoted.subarray(headerBytes);
  if (!isRequest(family, request)) return { kind: "other" };
  if (u16(request, 4) !== ownId) return { kind: "foreign" };
  if (!hasGoodChecksum(family, message)) return malformed("wrong checksum");
  return {
    kind: "error",
    icmpType: message[0],
    icmpCode: message[1],
    destination: quoted.subarray(ip.destinationAt, ip.destinationAt + ip.addressBytes),
    key: echoKey(request),
  };
}

/**
 * Reads the start of an echo request as the kernel quotes it with an ICMP error: 8 bytes are certain
 * (RFC 792), so the cookie may be short or empty. `null` when it is no request with `ownId`.
 */
export function parseQuotedRequest(
  family: Family,
  request: Uint8Array,
  ownId: number,
): EchoKey | null {
  return isRequest(family, request) && u16(request, 4) === ownId ? echoKey(request) : null;
}

/**
 * Where an echo request with `ownId` starts at the end of a frame that the kernel looped back with
 * its transmit stamp, -1 when there is none. What precedes it (link and IP headers) differs by
 * device.
 */
export function findSentRequest(
  family: Family,
  bytes: Uint8Array,
  start: number,
  end: number,
  ownId: number,
): number {
  const at = end - ECHO_BYTES;
  if (at < start || bytes[at] !== TYPES[family].request || bytes[at + 1] !== 0) return -1;
  return u16(bytes, at + 4) === ownId ? at : -1;
}

/**
 * Where the echo reply starts in a message that is one, has `ownId`, and is flawless; -1 for
 * anything else, which {@linkcode parseIpv4Packet} or {@linkcode parseIcmp} then tells more about.
 *
 * @param ipHeader Whether the message starts with an IPv4 header.
 */
export function findOwnReply(
  family: Family,
  ipHeader: boolean,
  bytes: Uint8Array,
  start: number,
  end: number,
  ownId: number,
): number {
  let at = start;
  if (ipHeader) {
    const headerBytes = (bytes[start] & 15) * 4;
    if (bytes[start] >> 4 !== 4 || headerBytes < 20 || bytes[start + 9] !== 1) return -1;
    at += headerBytes;
  }
  if (end - at !== ECHO_BYTES || bytes[at] !== TYPES[family].reply || bytes[at + 1] !== 0) {
    return -1;
  }
  if (u16(bytes, at + 4) !== ownId) return -1;
  if (family === 4 && foldedSum(addWords(0, bytes, at, at + ECHO_BYTES)) !== 0xffff) return -1;
  return at;
}

export function sequenceOf(bytes: Uint8Array, at: number): number {
  return u16(bytes, at + 6);
}

function isRequest(family: Family, message: Uint8Array): boolean {
  return message.length >= HEADER_BYTES && message[0] === TYPES[family].request && message[1] === 0;
}

function hasGoodChecksum(family: Family, message: Uint8Array): boolean {
  return family === 6 || internetChecksum(message) === 0;
}

function echoKey(message: Uint8Array): EchoKey {
  return {
    sequence: u16(message, 6),
    cookie: message.subarray(HEADER_BYTES, HEADER_BYTES + COOKIE_BYTES),
  };
}

function u16(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] << 8) | bytes[offset + 1];
}

function setU16(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >> 8;
  bytes[offset + 1] = value & 255;
}

function malformed(why: string): IcmpMessage {
  return { kind: "malformed", why };
}
