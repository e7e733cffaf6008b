import { canonicalAddress } from "./ip_text.ts";
import { decimal, isDigit, tokenEnd } from "./scan.ts";

/** One packet as the kernel's netfilter LOG target wrote it. */
export interface KernelPacket {
  /** The rule's own text before `IN=`, without the kernel's time stamp and outer spaces. */
  prefix: string;
  inIface: string | null;
  outIface: string | null;
  src: string | null;
  dst: string | null;
  /** `ICMP`, `ICMPv6`, `TCP`, `UDP`, `ARP`, …; a number the kernel did not name stays a number. */
  proto: string | null;
  /** Length of the whole IP packet. */
  lengthBytes: number | null;
  ttl: number | null;
  icmpType: number | null;
  icmpCode: number | null;
  icmpId: number | null;
  icmpSeq: number | null;
  srcPort: number | null;
  dstPort: number | null;
  /** `SYN`, `ACK`, … in the order written. */
  tcpFlags: string[];
  /** Of an ICMP redirect. */
  gateway: string | null;
  /** Of "fragmentation needed" and "packet too big". */
  mtu: number | null;
  /** The packet, or the header the kernel looked for, was cut short. */
  incomplete: boolean;
  /** Words that are not of the kernel's grammar: a line of another program that only looks alike. */
  foreignWords: number;
  /** What an ICMP error is about: in brackets behind its own fields. */
  inner: KernelPacket | null;
}

const TCP_FLAGS = new Set(["AE", "CWR", "ECE", "URG", "ACK", "PSH", "RST", "SYN", "FIN"]);
const OTHER_WORDS = new Set(["CE", "DF", "MF", "ARP", "Unknown", "Ext", "Hdr"]);
/** IANA "Assigned Internet Protocol Numbers" that a rule is likely to log. */
const PROTO_NAMES: Readonly<Record<string, string>> = {
  "1": "ICMP",
  "2": "IGMP",
  "4": "IPIP",
  "6": "TCP",
  "17": "UDP",
  "41": "IPv6",
  "47": "GRE",
  "50": "ESP",
  "51": "AH",
  "58": "ICMPv6",
  "89": "OSPF",
  "103": "PIM",
  "112": "VRRP",
  "132": "SCTP",
};
/** IFNAMSIZ is 16 with its NUL; room for senders that rewrite names. */
const MAX_IFACE = 64;
/** `HOPLIMIT` is the longest that is read. */
const MAX_KEY = 8;
const SPACE = 32, EQUALS = 61, OPEN = 91, CLOSE = 93;

/**
 * Reads the line of a LOG rule (Linux `net/netfilter/nf_log_syslog.c`: IPv4, IPv6, ARP). Null when
 * the text has no `IN=… OUT=…`, which begin every such line.
 *
 * The grammar is not regular: `ID=` is of IP before `PROTO=` and of ICMP after it, `LEN=` of IP
 * first and of UDP second, and an ICMP error carries the packet it is about in brackets, whose
 * fields are not those of the packet that was seen.
 */
export function readKernelLog(message: string): KernelPacket | null {
  const start = findStart(message);
  if (start === null) return null;
  const packet = emptyPacket();
  packet.prefix = withoutKernelTime(message.slice(0, start.at)).trim();
  packet.inIface = start.inIface || null;
  packet.outIface = start.outIface || null;
  readFields(message, start.end, packet);
  return packet;
}

function emptyPacket(): KernelPacket {
  return {
    prefix: "",
    inIface: null,
    outIface: null,
    src: null,
    dst: null,
    proto: null,
    lengthBytes: null,
    ttl: null,
    icmpType: null,
    icmpCode: null,
    icmpId: null,
    icmpSeq: null,
    srcPort: null,
    dstPort: null,
    tcpFlags: [],
    gateway: null,
    mtu: null,
    incomplete: false,
    foreignWords: 0,
    inner: null,
  };
}

interface Start {
  at: number;
  inIface: string;
  outIface: string;
  end: number;
}

/** The first `IN=<name> OUT=<name>`; a rule's prefix may hold an `IN=` of its own. */
function findStart(text: string): Start | null {
  for (let at = text.indexOf("IN="); at >= 0; at = text.indexOf("IN=", at + 3)) {
    const inEnd = ifaceEnd(text, at + 3);
    if (inEnd < 0 || !text.startsWith(" OUT=", inEnd)) continue;
    const outEnd = ifaceEnd(text, inEnd + 5);
    if (outEnd < 0) continue;
    return {
      at,
      inIface: text.slice(at + 3, inEnd),
      outIface: text.slice(inEnd + 5, outEnd),
      end: outEnd,
    };
  }
  return null;
}

/** Index of the space or the end of text after an interface name; -1 when it is too long for one. */
function ifaceEnd(text: string, from: number): number {
  const limit = Math.min(text.length, from + MAX_IFACE + 1);
  for (let i = from; i < limit; i++) if (text[i] === " ") return i;
  return limit === text.length ? limit : -1;
}

/** Cuts `[ 2719.689538] ` and a second `kernel: ` that some devices put in front. */
function withoutKernelTime(prefix: string): string {
  let pos = prefix.startsWith("kernel:") ? 7 : 0;
  while (prefix[pos] === " ") pos++;
  if (prefix[pos] !== "[") return prefix.slice(pos);
  let end = pos + 1;
  while (prefix[end] === " ") end++;
  const digits = end;
  while (isDigit(prefix.charCodeAt(end)) || prefix[end] === ".") end++;
  return prefix[end] === "]" && end > digits ? prefix.slice(end + 1) : prefix.slice(pos);
}

function readFields(text: string, from: number, packet: KernelPacket): void {
  let depth = 0;
  let pos = from;
  while (pos < text.length) {
    const code = text.charCodeAt(pos);
    if (code === SPACE) {
      pos++;
    } else if (code === OPEN) {
      depth++;
      if (depth === 1) packet.inner ??= emptyPacket();
      pos++;
    } else if (code === CLOSE) {
      depth = Math.max(0, depth - 1);
      pos++;
    } else {
      let end = wordEnd(text, pos);
      const into = depth === 0 ? packet : depth === 1 ? packet.inner! : null;
      const equals = equalsIn(text, pos, end);
      if (equals > pos) {
        if (into !== null) readPair(text, pos, equals, end, into);
      } else {
        const word = text.slice(pos, end);
        if (word === "OPT" && text[end + 1] === "(") end = after(text, ")", end);
        else if (word === "INCOMPLETE" && text[end + 1] === "[") end = after(text, "]", end);
        if (into !== null) readWord(word, into);
      }
      pos = end;
    }
  }
}

/** Index of the first `=` of a word, or -1. */
function equalsIn(text: string, from: number, end: number): number {
  for (let i = from; i < end; i++) if (text.charCodeAt(i) === EQUALS) return i;
  return -1;
}

/** A word ends at a space, or at the bracket that the kernel glues to `TRUNCATED`. */
function wordEnd(text: string, from: number): number {
  const space = tokenEnd(text, from);
  if (text.charCodeAt(space - 1) !== CLOSE) return space;
  let end = space;
  while (end > from + 1 && text[end - 1] === "]") end--;
  return end;
}

function after(text: string, close: string, from: number): number {
  const index = text.indexOf(close, from);
  return index < 0 ? text.length : index + 1;
}

function readWord(word: string, packet: KernelPacket): void {
  if (TCP_FLAGS.has(word)) packet.tcpFlags.push(word);
  else if (word === "INCOMPLETE" || word === "TRUNCATED") packet.incomplete = true;
  else if (word === "ARP") packet.proto ??= "ARP";
  else if (!isKnownWord(word)) packet.foreignWords++;
}

function isKnownWord(word: string): boolean {
  return OTHER_WORDS.has(word) || word === "OPT" || word.startsWith("FRAG:") ||
    word.startsWith("ID:") || decimal(word, 0, word.length, 0xffff) !== null;
}

function protoOf(value: string): string | null {
  return PROTO_NAMES[value] ?? (value.length <= 16 && value !== "" ? value : null);
}

/** The first of a kind wins, except `ID=` and `SEQ=`, which are ICMP's only after its `PROTO=`. */
function readPair(
  text: string,
  at: number,
  equals: number,
  end: number,
  packet: KernelPacket,
): void {
  if (equals - at > MAX_KEY) return;
  const number = (max: number) => decimal(text, equals + 1, end, max);
  const address = () => canonicalAddress(text.slice(equals + 1, end));
  const icmp = packet.proto === "ICMP" || packet.proto === "ICMPv6";
  switch (text.slice(at, equals)) {
    case "SRC":
    case "IPSRC":
      packet.src ??= address();
      break;
    case "DST":
    case "IPDST":
      packet.dst ??= address();
      break;
    case "LEN":
      packet.lengthBytes ??= number(0xffff_ffff);
      break;
    case "TTL":
    case "HOPLIMIT":
      packet.ttl ??= number(255);
      break;
    case "PROTO":
      packet.proto ??= protoOf(text.slice(equals + 1, end));
      break;
    case "TYPE":
      if (icmp) packet.icmpType ??= number(255);
      break;
    case "CODE":
      if (icmp) packet.icmpCode ??= number(255);
      break;
    case "ID":
      if (icmp) packet.icmpId ??= number(0xffff);
      break;
    case "SEQ":
      if (icmp) packet.icmpSeq ??= number(0xffff);
      break;
    case "SPT":
      packet.srcPort ??= number(0xffff);
      break;
    case "DPT":
      packet.dstPort ??= number(0xffff);
      break;
    case "GATEWAY":
      packet.gateway ??= address();
      break;
    case "MTU":
      packet.mtu ??= number(0xffff_ffff);
      break;
  }
}
