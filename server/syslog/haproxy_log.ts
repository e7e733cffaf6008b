import { type AccessLogLine } from "./access_log.ts";
import type { WallClock } from "@/shared/zone_clock.ts";
import { dayExists, monthAt, readTimeOfDay } from "./clock_text.ts";
import { canonicalAddress } from "./ip_text.ts";
import { decimal, isPrintable } from "./scan.ts";

const MAX_TEXT = 2048;
const MAX_NAME = 255;
const MAX_METHOD = 32;

/**
 * Reads a line of HAProxy's `option httplog` (HAProxy's configuration manual, "HTTP log format"):
 *
 * `192.0.2.1:33317 [06/Feb/2026:12:14:14.655] front back/srv 10/0/30/69/109 200 2750 - - ---- …
 * {captured} "GET /index.html HTTP/1.1"`
 *
 * The site is the frontend's name. Null when it is no such line, as for a connection that HAProxy
 * gave up before there was a status.
 *
 * @param wallClock The time has no zone: it is the sender's.
 */
export function readHaproxyLog(message: string, wallClock: WallClock): AccessLogLine | null {
  const open = message.indexOf(" [");
  if (open < 0 || open > MAX_NAME) return null;
  const colon = message.lastIndexOf(":", open);
  if (colon < 1 || decimal(message, colon + 1, open, 0xffff) === null) return null;
  const src = canonicalAddress(message.slice(0, colon));
  const time = readTime(message, open + 2, wallClock);
  const quote = message.indexOf(' "');
  if (src === null || time === null || quote < 0) return null;

  // Seven words between the time and the flags; what is captured may hold anything.
  const [frontend, backend, timers, statusText, bytesText] = message.slice(time.end, quote)
    .split(" ", 5);
  const status = decimal(statusText ?? "", 0, statusText?.length ?? 0, 999);
  if (!backend?.includes("/") || status === null || status < 100) return null;
  const durationMs = lastTimer(timers);
  if (durationMs === undefined) return null;
  return {
    src,
    atMs: time.atMs,
    http: {
      ...readRequest(message, quote + 2),
      status,
      // `+` in front: logged before the end (`option logasap`), so there may be more.
      bytes: wholeNumber(bytesText ?? ""),
      durationMs,
      userAgent: null,
      site: isPrintable(frontend, MAX_NAME) ? frontend.replace(/~$/, "") : null,
    },
  };
}

/** `06/Feb/2026:12:14:14.655] `. */
function readTime(
  text: string,
  at: number,
  wallClock: WallClock,
): { atMs: number; end: number } | null {
  if (text[at + 2] !== "/" || text[at + 6] !== "/" || text[at + 11] !== ":") return null;
  const day = decimal(text, at, at + 2, 31);
  const month0 = monthAt(text, at + 3);
  const year = decimal(text, at + 7, at + 11, 9999);
  const time = readTimeOfDay(text, at + 12);
  if (day === null || month0 < 0 || year === null || time === null) return null;
  if (day === 0 || !dayExists(year, month0, day) || !text.startsWith("] ", time.end)) return null;
  const atMs = wallClock(year, month0, day, time.hour, time.minute, time.second, time.ms);
  return { atMs, end: time.end + 2 };
}

/** The last of `TR/Tw/Tc/Tr/Ta`: null when it is -1 (aborted), undefined when these are no timers. */
function lastTimer(text: string | undefined): number | null | undefined {
  const parts = (text ?? "").split("/", 6);
  if (parts.length !== 5) return undefined;
  const last = wholeNumber(parts[4]);
  return last === null && parts[4] !== "-1" ? undefined : last;
}

function wholeNumber(text: string): number | null {
  const start = text[0] === "+" ? 1 : 0;
  return decimal(text, start, text.length, Number.MAX_SAFE_INTEGER);
}

/** The request goes to the last quote, or to the end of a line that was cut. */
function readRequest(
  text: string,
  at: number,
): { method: string | null; path: string | null } {
  const close = text.lastIndexOf('"');
  const request = text.slice(at, close >= at ? close : text.length).slice(0, MAX_TEXT);
  const methodEnd = request.indexOf(" ");
  const isHttp = methodEnd > 0 && methodEnd <= MAX_METHOD && /^[A-Z-]+ \S/.test(request);
  if (!isHttp) return { method: null, path: request === "<BADREQ>" ? null : request };
  const pathEnd = request.lastIndexOf(" HTTP/");
  return {
    method: request.slice(0, methodEnd),
    path: request.slice(methodEnd + 1, pathEnd > methodEnd ? pathEnd : undefined),
  };
}
