import { type HttpRequest } from "@/shared/traffic/event.ts";
import { dayExists, monthAt, readTimeOfDay, readZone } from "./clock_text.ts";
import { canonicalAddress } from "./ip_text.ts";
import { decimal, isDigit, isPrintable, tokenEnd } from "./scan.ts";
import { SharedTexts } from "./shared_texts.ts";

/** One line of an access log. */
export interface AccessLogLine {
  /** The client, or null when the log has a name or a socket instead of an address. */
  src: string | null;
  /** Unix time in milliseconds. */
  atMs: number;
  http: HttpRequest;
}

/** The event keeps the whole line anyway; these keep the copies inside it small. */
const MAX_PATH = 2048;
const MAX_USER_AGENT = 512;
const MAX_NAME = 255;
const userAgents = new SharedTexts();
const SPACE = 32, QUOTE = 34, BACKSLASH = 92;

/**
 * Reads a line of nginx's or Apache's `combined` format, of `common`, and of Apache's
 * `vhost_combined` (the site first). Null when it is none of these.
 *
 * After the user agent may follow, in any order, the time taken: `rt=0.003` or `request_time=0.003`
 * in seconds, `us=3004` in microseconds; without a name a number with a point is nginx's
 * `$request_time` (seconds) and one without is Apache's `%D` (microseconds). `host=name` or
 * `site=name` is the virtual host. Anything else is ignored.
 */
export function readAccessLog(message: string): AccessLogLine | null {
  // The user is the client's own text and may hold spaces; the client's address is before it.
  const open = message.indexOf(" [");
  if (open < 0) return null;
  const who = readWho(message, open);
  if (who === null) return null;
  const time = readLogTime(message, open + 2);
  if (time === null || !message.startsWith('] "', time.end)) return null;

  const requestAt = time.end + 3;
  const requestEnd = quoteEnd(message, requestAt);
  if (requestEnd < 0 || message[requestEnd + 1] !== " ") return null;
  const statusAt = requestEnd + 2;
  const statusEnd = tokenEnd(message, statusAt);
  const status = statusEnd - statusAt === 3 ? decimal(message, statusAt, statusEnd, 999) : null;
  if (status === null || status < 100) return null;
  const bytesEnd = tokenEnd(message, statusEnd + 1);
  const http: HttpRequest = {
    method: null,
    path: null,
    status,
    bytes: decimal(message, statusEnd + 1, bytesEnd, Number.MAX_SAFE_INTEGER),
    durationMs: null,
    userAgent: null,
    site: who.site,
  };
  readRequest(message, requestAt, requestEnd, http);
  readRest(message, bytesEnd, http);
  return { src: canonicalAddress(who.client), atMs: time.atMs, http };
}

/**
 * `client - user`, or `site client - user`. The ident field must be `-`, as every web server of
 * this century writes it: so a line of another program that quotes a stranger is no request.
 */
function readWho(text: string, end: number): { client: string; site: string | null } | null {
  const firstEnd = tokenEnd(text, 0);
  const first = text.slice(0, Math.min(firstEnd, MAX_NAME + 1));
  if (firstEnd >= end || !isPrintable(first, MAX_NAME)) return null;
  if (text.startsWith(" - ", firstEnd)) return { client: first, site: null };
  const secondEnd = tokenEnd(text, firstEnd + 1);
  const second = text.slice(firstEnd + 1, Math.min(secondEnd, firstEnd + 1 + MAX_NAME));
  if (secondEnd >= end || !text.startsWith(" - ", secondEnd)) return null;
  return canonicalAddress(second) === null ? null : { client: second, site: withoutPort(first) };
}

function withoutPort(site: string): string {
  const colon = site.lastIndexOf(":");
  return colon > 0 && decimal(site, colon + 1, site.length, 0xffff) !== null
    ? site.slice(0, colon)
    : site;
}

/** `20/Nov/2026:20:59:10 +0900`. */
function readLogTime(text: string, at: number): { atMs: number; end: number } | null {
  const dayMs = text.slice(at, at + 12) === lastDay.text ? lastDay.atMs : readLogDay(text, at);
  if (dayMs === null) return null;
  const time = readTimeOfDay(text, at + 12);
  if (time === null || text[time.end] !== " ") return null;
  const zone = readZone(text, time.end + 1);
  if (zone === null) return null;
  const minutes = time.hour * 60 + time.minute - zone.minutes;
  return { atMs: dayMs + minutes * 60_000 + time.second * 1000 + time.ms, end: zone.end };
}

/** A log has thousands of lines of one day. */
let lastDay = { text: "20/Nov/2026:", atMs: Date.UTC(2026, 10, 20) };

/** The beginning of `20/Nov/2026:` in UTC. */
function readLogDay(text: string, at: number): number | null {
  if (text[at + 2] !== "/" || text[at + 6] !== "/" || text[at + 11] !== ":") return null;
  const day = decimal(text, at, at + 2, 31);
  const month0 = monthAt(text, at + 3);
  const year = decimal(text, at + 7, at + 11, 9999);
  if (day === null || day === 0 || month0 < 0 || year === null) return null;
  if (!dayExists(year, month0, day)) return null;
  const atMs = Date.UTC(year, month0, day);
  lastDay = { text: text.slice(at, at + 12), atMs };
  return atMs;
}

/** Index of the quote that closes a text which begins at `from`; one behind `\\` closes nothing. */
function quoteEnd(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end >= 0 && isEscaped(text, from, end)) end = text.indexOf('"', end + 1);
  return end;
}

/** Whether an odd number of backslashes is in front of `at`. */
function isEscaped(text: string, from: number, at: number): boolean {
  let first = at;
  while (first > from && text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}

/** The request line as logged, escapes kept. */
function readRequest(text: string, from: number, end: number, http: HttpRequest): void {
  const methodEnd = text.indexOf(" ", from);
  const pathEnd = text.lastIndexOf(" ", end - 1);
  const isHttp = methodEnd > from && pathEnd > methodEnd && pathEnd < end &&
    text.startsWith("HTTP/", pathEnd + 1) && isMethod(text, from, methodEnd);
  if (isHttp) {
    http.method = text.slice(from, methodEnd);
    http.path = text.slice(methodEnd + 1, Math.min(pathEnd, methodEnd + 1 + MAX_PATH));
  } else if (end - from !== 1 || text[from] !== "-") {
    http.path = text.slice(from, Math.min(end, from + MAX_PATH));
  }
}

function isMethod(text: string, from: number, end: number): boolean {
  if (end - from > 32) return false;
  for (let i = from; i < end; i++) {
    const code = text.charCodeAt(i);
    if (!(code >= 65 && code <= 90) && code !== 45 && code !== 95) return false;
  }
  return true;
}

/** Referer, user agent, then words in any order; a cut line ends where it ends. */
function readRest(text: string, from: number, http: HttpRequest): void {
  let quotes = 0;
  let integers = 0;
  let pos = from;
  while (pos < text.length) {
    const code = text.charCodeAt(pos);
    if (code === SPACE) {
      pos++;
      continue;
    }
    if (code === QUOTE) {
      const end = quoteEnd(text, ++pos);
      if (end < 0) return;
      quotes++;
      if (quotes === 2 && (end - pos !== 1 || text[pos] !== "-")) {
        http.userAgent = userAgents.part(text, pos, Math.min(end, pos + MAX_USER_AGENT));
      }
      pos = end + 1;
      continue;
    }
    const end = tokenEnd(text, pos);
    if (quotes !== 1) {
      const isInteger = decimal(text, pos, end, Number.MAX_SAFE_INTEGER) !== null;
      // Two of them are Apache's combinedio (bytes in and out), not a time.
      if (isInteger && ++integers === 2) http.durationMs = null;
      if (integers < 2 || !isInteger) readWord(text.slice(pos, end), http);
    }
    pos = end;
  }
}

function readWord(word: string, http: HttpRequest): void {
  const equals = word.indexOf("=");
  const key = equals < 0 ? "" : word.slice(0, equals);
  const value = unquoted(word.slice(equals + 1));
  switch (key) {
    case "rt":
    case "request_time":
      http.durationMs = seconds(value);
      break;
    case "us":
      http.durationMs = micros(value);
      break;
    case "host":
    case "site":
      if (value !== "-" && isPrintable(value, MAX_NAME)) http.site = withoutPort(value);
      break;
    case "":
      http.durationMs ??= value.includes(".") ? seconds(value) : micros(value);
      break;
  }
}

function unquoted(value: string): string {
  return value.length >= 2 && value[0] === '"' && value.endsWith('"') ? value.slice(1, -1) : value;
}

function micros(text: string): number | null {
  const value = decimal(text, 0, text.length, Number.MAX_SAFE_INTEGER);
  return value === null ? null : value / 1000;
}

/** Seconds such as `0.003` or `12` as milliseconds. */
function seconds(text: string): number | null {
  const point = text.indexOf(".");
  const end = point < 0 ? text.length : point;
  const whole = decimal(text, 0, end, 1e9);
  if (whole === null) return null;
  let ms = whole * 1000;
  let scale = 100;
  for (let i = end + 1; i < text.length; i++, scale /= 10) {
    if (!isDigit(text.charCodeAt(i))) return null;
    ms += (text.charCodeAt(i) - 48) * scale;
  }
  return Math.round(ms * 1000) / 1000;
}
