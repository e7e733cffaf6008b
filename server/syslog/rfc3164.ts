import { isIP } from "node:net";
import type { WallClock } from "@/shared/zone_clock.ts";
import { dayExists, monthAt, readRfc3339, readTimeOfDay, readZone } from "./clock_text.ts";
import { decimal, isDigit, isPrintable, tokenEnd } from "./scan.ts";
import { type SyslogHeader } from "./syslog_header.ts";

const MAX_HOST = 255;
const MAX_TAG = 128;
const UNDER_HALF_A_YEAR_MS = 180 * 86_400_000;

/**
 * Reads what follows the PRI of a message as RFC 3164 (section 4.1) describes it, and as senders
 * really write it. Never fails: what is not understood is the message.
 *
 * Known oddities: RFC 3339 time stamps (rsyslog's forward format), a fraction, a year before or
 * after the time, a zone, a sequence number and a `*` in front (Cisco), no host (nginx
 * `nohostname`, HAProxy, the C library), no tag, no time stamp.
 *
 * The format has neither year nor zone: `wallClock` gives the zone, and the year is the one that
 * puts the line nearest to `receivedAtMs`, so a line of 31 December that arrives on 1 January is
 * of the old year, and one from a clock that runs ahead is of the new year.
 */
export function readRfc3164(
  text: string,
  at: number,
  receivedAtMs: number,
  wallClock: WallClock,
): SyslogHeader {
  const time = readTime(text, skipSequenceNumber(text, at), receivedAtMs, wallClock);
  let pos = at;
  let host: string | null = null;
  if (time !== null) {
    pos = time.end;
    if (text[pos] === ":") pos++; // Cisco ends the time stamp with a colon
    if (text[pos] === " ") pos++;
    const end = tokenEnd(text, pos);
    const token = text.slice(pos, end);
    if (isHost(token) && !text.startsWith(" - ", end)) {
      host = token;
      pos = Math.min(end + 1, text.length);
    }
  }
  const tag = readTag(text, pos);
  return {
    sentAtMs: time?.atMs ?? null,
    zoned: time?.zoned ?? false,
    host,
    app: tag.app,
    message: text.slice(tag.end),
  };
}

/** `45: ` of Cisco's `service sequence-numbers`, and the `*` or `.` of a clock not in sync. */
function skipSequenceNumber(text: string, at: number): number {
  let pos = at;
  while (isDigit(text.charCodeAt(pos)) && pos - at < 12) pos++;
  if (pos > at && text[pos] === ":" && text[pos + 1] === " ") pos += 2;
  else pos = at;
  if ((text[pos] === "*" || text[pos] === ".") && monthAt(text, pos + 1) >= 0) pos++;
  return pos;
}

interface Stamp {
  atMs: number | null;
  zoned: boolean;
  end: number;
}

function readTime(
  text: string,
  at: number,
  receivedAtMs: number,
  wallClock: WallClock,
): Stamp | null {
  const iso = readRfc3339(text, at);
  if (iso !== null) return { atMs: iso.atMs, zoned: true, end: iso.end };

  let pos = at;
  let year = readYear(text, pos);
  if (year !== null) pos += 5;
  const month0 = monthAt(text, pos);
  if (month0 < 0 || text[pos + 3] !== " ") return null;
  pos += text[pos + 4] === " " ? 5 : 4;
  const dayEnd = isDigit(text.charCodeAt(pos + 1)) ? pos + 2 : pos + 1;
  const day = decimal(text, pos, dayEnd, 31);
  if (day === null || day === 0 || text[dayEnd] !== " ") return null;
  pos = dayEnd + 1;
  if (year === null) {
    year = readYear(text, pos);
    if (year !== null) pos += 5;
  }
  const time = readTimeOfDay(text, pos);
  if (time === null) return null;
  pos = time.end;
  if (year === null && text[pos] === " ") {
    year = readYear(text, pos + 1);
    if (year !== null) pos += 5;
  }
  const zone = readSpacedZone(text, pos);
  if (zone !== null) pos = zone.end;
  const toMs: WallClock = zone === null
    ? wallClock
    : (...parts) => Date.UTC(...parts) - zone.minutes * 60_000;
  const inYear = (y: number): number | null =>
    dayExists(y, month0, day)
      ? toMs(y, month0, day, time.hour, time.minute, time.second, time.ms)
      : null;
  const atMs = year === null ? nearestYear(receivedAtMs, inYear) : inYear(year);
  return { atMs, zoned: zone !== null && year !== null, end: pos };
}

/** A year from 1970 to 2199 and the space after it. */
function readYear(text: string, at: number): number | null {
  if (text[at + 4] !== " ") return null;
  const year = decimal(text, at, at + 4, 2199);
  return year !== null && year >= 1970 ? year : null;
}

/** ` UTC`, ` GMT`, or a zone glued to the time. Other zone letters name more than one zone. */
function readSpacedZone(text: string, at: number): { minutes: number; end: number } | null {
  const word = text.slice(at, at + 4);
  const after = text[at + 4];
  if ((word === " UTC" || word === " GMT") && (after === " " || after === ":")) {
    return { minutes: 0, end: at + 4 };
  }
  return readZone(text, at);
}

/** 29 February exists in few years: then the nearest of three may be none, and the time is null. */
function nearestYear(
  receivedAtMs: number,
  inYear: (year: number) => number | null,
): number | null {
  const now = new Date(receivedAtMs).getUTCFullYear();
  let best: number | null = null;
  for (const year of [now, now - 1, now + 1]) {
    const atMs = inYear(year);
    if (atMs === null) continue;
    const awayMs = Math.abs(atMs - receivedAtMs);
    // Nearly always this year: no other one can be nearer then.
    if (awayMs < UNDER_HALF_A_YEAR_MS) return atMs;
    if (best === null || awayMs < Math.abs(best - receivedAtMs)) best = atMs;
  }
  return best;
}

/** A host name or address; not `nginx:`, `haproxy[812]:`, `IN=eth0` or `shop.example:443`. */
function isHost(token: string): boolean {
  if (!isPrintable(token, MAX_HOST)) return false;
  for (let i = 0; i < token.length; i++) {
    const code = token.charCodeAt(i);
    const ok = isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) ||
      code === 45 /* - */ || code === 46 /* . */ || code === 95 /* _ */;
    if (!ok) return isIP(token) !== 0;
  }
  return true;
}

/** `nginx: ` or `sshd[812]: `; the end of it is where the message begins. */
function readTag(text: string, at: number): { app: string | null; end: number } {
  const none = { app: null, end: at };
  let pos = at;
  for (; pos < text.length && pos - at <= MAX_TAG; pos++) {
    const code = text.charCodeAt(pos);
    if (code === 58 /* : */ || code === 91 /* [ */) break;
    if (code < 33 || code > 126 || code === 61 /* = */ || code === 34 /* " */) return none;
  }
  if (pos === at || pos - at > MAX_TAG || pos >= text.length) return none;
  const app = text.slice(at, pos);
  if (text[pos] === "[") {
    const close = text.indexOf("]", pos);
    if (close < 0 || close - pos > 32 || text.slice(pos, close).includes(" ")) return none;
    pos = close + 1;
    if (text[pos] !== ":") return text[pos] === " " ? { app, end: pos + 1 } : none;
  }
  const after = text[pos + 1];
  if (after === " ") return { app, end: pos + 2 };
  // `2001:db8::1 - -` is a client's address, `kernel:[16571.459614]` a tag.
  return after === undefined || after === "[" ? { app, end: pos + 1 } : none;
}
