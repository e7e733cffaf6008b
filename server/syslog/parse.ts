import { type InnerPacket, type TrafficEvent } from "@/shared/traffic/event.ts";
import { type AccessLogLine } from "./access_log.ts";
import type { WallClock } from "@/shared/zone_clock.ts";
import { type PrioritisedHeader, readHeader } from "./header.ts";
import { type KernelPacket, readKernelLog } from "./kernel_log.ts";
import { readNumbers } from "./numbers.ts";
import { readWebLog } from "./web_log.ts";

/** Longer lines are cut here; a datagram cannot be longer, a line over TCP can. */
export const MAX_LINE_BYTES = 65_536;
/** A message is kept up to here until it is read: a little longer, so that it is marked as cut. */
export const MAX_KEPT_BYTES = MAX_LINE_BYTES + 4;

/** Programs that pass on the kernel's own lines. */
const KERNEL_APPS = new Set(["kernel", "klogd", "ulogd"]);
const FACILITY_KERNEL = 0;

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** Twice as fast, but says only by this character that there was something to replace. */
const lenientUtf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const REPLACEMENT = "\ufffd";

/**
 * Makes an event of one syslog message (RFC 5424, RFC 3164, or neither). Total: any bytes give an
 * event, and what is not understood is one of kind `text`. Takes time linear in the length.
 *
 * @param bytes The message without its framing. It is copied, so the buffer may be used again.
 * @param receivedAtMs Unix milliseconds; also what the missing year of RFC 3164 is guessed from.
 * @param sender Address that sent it, in the canonical spelling.
 * @param wallClock Zone of senders whose time stamps have none; UTC by default.
 * @param fields What a W3C extended log of this sender has in each line, when it said so.
 */
export function parseSyslog(
  bytes: Uint8Array,
  receivedAtMs: number,
  sender: string,
  wallClock: WallClock = Date.UTC,
  fields: readonly string[] | null = null,
): TrafficEvent {
  const truncated = bytes.length > MAX_LINE_BYTES;
  const raw = decode(truncated ? cut(bytes) : bytes);
  return parseLine(raw, receivedAtMs, sender, wallClock, fields, truncated);
}

/** {@linkcode parseSyslog} of a message that is text already. */
export function parseLine(
  raw: string,
  receivedAtMs: number,
  sender: string,
  wallClock: WallClock,
  fields: readonly string[] | null,
  truncated: boolean,
): TrafficEvent {
  const header = readHeader(withoutLineEnd(raw), receivedAtMs, wallClock);
  const event = textEvent(raw, truncated, header, receivedAtMs, sender);
  const line = readWebLog(header.message, receivedAtMs, wallClock, fields);
  if (line !== null) return addRequest(event, line, header);
  const packet = readKernelLog(header.message);
  if (packet !== null && isOfKernel(packet, header)) return addPacket(event, packet);
  const numbers = readNumbers(header.message);
  if (numbers !== null) event.numbers = numbers;
  return event;
}

/**
 * Text for any bytes, with nothing lost: UTF-8 where it is valid, else one character for each byte
 * (Latin-1), which is what old devices send.
 */
function decode(bytes: Uint8Array): string {
  const text = lenientUtf8.decode(bytes);
  if (!text.includes(REPLACEMENT)) return text;
  try {
    return strictUtf8.decode(bytes);
  } catch {
    // Not TextDecoder("latin1"): that is windows-1252 and maps 0x80 to 0x9f elsewhere.
    let text = "";
    for (let at = 0; at < bytes.length; at += 4096) {
      text += String.fromCharCode(...bytes.subarray(at, at + 4096));
    }
    return text;
  }
}

/** Cuts at the limit, but never inside a UTF-8 character. */
function cut(bytes: Uint8Array): Uint8Array {
  let end = MAX_LINE_BYTES;
  while (end > MAX_LINE_BYTES - 4 && (bytes[end] & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}

/** Senders end a datagram with nothing, LF, CR LF or NUL. */
function withoutLineEnd(text: string): string {
  let end = text.length;
  while (end > 0) {
    const code = text.charCodeAt(end - 1);
    if (code !== 10 && code !== 13 && code !== 0) break;
    end--;
  }
  return end === text.length ? text : text.slice(0, end);
}

/**
 * Whether a line that reads like the kernel's is the kernel's. A log line of another program may
 * hold text of a stranger (a user name, a user agent) made to look like a packet.
 */
function isOfKernel(packet: KernelPacket, header: PrioritisedHeader): boolean {
  if (header.facility === FACILITY_KERNEL) return true;
  if (header.app !== null) {
    return KERNEL_APPS.has(header.app) || header.message.startsWith("kernel:");
  }
  return packet.foreignWords === 0;
}

function textEvent(
  raw: string,
  truncated: boolean,
  header: PrioritisedHeader,
  receivedAtMs: number,
  sender: string,
): TrafficEvent {
  return {
    receivedAtMs,
    sentAtMs: header.sentAtMs,
    kind: "text",
    sender,
    host: header.host,
    app: header.app,
    severity: header.severity,
    facility: header.facility,
    src: null,
    dst: null,
    proto: null,
    icmpType: null,
    icmpCode: null,
    icmpId: null,
    icmpSeq: null,
    srcPort: null,
    dstPort: null,
    inIface: null,
    outIface: null,
    lengthBytes: null,
    tcpSyn: false,
    http: null,
    place: null,
    raw,
    truncated,
  };
}

/** An access log's time has a zone and a year, so it beats a header that has neither. */
function addRequest(
  event: TrafficEvent,
  line: AccessLogLine,
  header: PrioritisedHeader,
): TrafficEvent {
  event.kind = "http";
  event.src = line.src;
  event.http = line.http;
  if (!header.zoned) event.sentAtMs = line.atMs;
  return event;
}

/** ARP, and a packet whose addresses were cut off, stay text with what is known of them. */
function addPacket(event: TrafficEvent, packet: KernelPacket): TrafficEvent {
  if (packet.proto === "ICMP" || packet.proto === "ICMPv6") event.kind = "icmp";
  else if (packet.proto !== "ARP") event.kind = "connection";
  if (packet.src === null || packet.dst === null) event.kind = "text";
  event.src = packet.src;
  event.dst = packet.dst;
  event.proto = packet.proto;
  event.icmpType = packet.icmpType;
  event.icmpCode = packet.icmpCode;
  event.icmpId = packet.icmpId;
  event.icmpSeq = packet.icmpSeq;
  event.srcPort = packet.srcPort;
  event.dstPort = packet.dstPort;
  event.inIface = packet.inIface;
  event.outIface = packet.outIface;
  event.lengthBytes = packet.lengthBytes;
  event.tcpSyn = packet.tcpFlags.includes("SYN") && !packet.tcpFlags.includes("ACK");
  const { inner } = packet;
  if (inner !== null && inner.src !== null) event.inner = innerOf(inner);
  return event;
}

function innerOf(packet: KernelPacket): InnerPacket {
  const { src, dst, proto, icmpType, icmpCode, srcPort, dstPort } = packet;
  return { src, dst, proto, icmpType, icmpCode, srcPort, dstPort };
}
