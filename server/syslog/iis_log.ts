import { type AccessLogLine } from "./access_log.ts";
import { readRfc3339 } from "./clock_text.ts";
import { canonicalAddress } from "./ip_text.ts";
import { decimal } from "./scan.ts";

const MAX_PATH = 2048;
const MAX_USER_AGENT = 512;
const MAX_METHOD = 32;
const MAX_NAME = 255;

/** IIS's own choice of fields since IIS 8; before, there was no referer. */
const DEFAULT_FIELDS =
  ("date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip " +
    "cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken").split(" ");
const WITHOUT_REFERER = DEFAULT_FIELDS.filter((field) => field !== "cs(Referer)");

/**
 * Reads a line of IIS in the W3C extended format. The time is UTC. Null when it is something else.
 *
 * @param fields What the sender's `#Fields` directive named; without one, the line must have the
 * fields that IIS logs unless told otherwise.
 */
export function readIisLog(
  message: string,
  receivedAtMs: number,
  fields: readonly string[] | null = null,
): AccessLogLine | null {
  if (!startsWithDate(message) && !(fields !== null && fields[0] !== "date")) return null;
  const most = fields?.length ?? DEFAULT_FIELDS.length;
  const words = message.trimEnd().split(" ", most + 1);
  const names = fields ?? (words.length === most ? DEFAULT_FIELDS : WITHOUT_REFERER);
  if (words.length !== names.length) return null;
  const word = (name: string): string | null => {
    const value = words[names.indexOf(name)];
    return value === undefined || value === "-" ? null : value;
  };
  const number = (name: string, max: number) => {
    const text = word(name) ?? "";
    return decimal(text, 0, text.length, max);
  };
  const status = number("sc-status", 999);
  const atMs = readTime(word("date"), word("time"));
  if (status === null || status < 100 || (names.includes("date") && atMs === null)) return null;
  const durationMs = number("time-taken", Number.MAX_SAFE_INTEGER);
  const stem = word("cs-uri-stem");
  if (fields === null && (stem?.[0] !== "/" || durationMs === null)) return null;
  if (fields === null && number("s-port", 0xffff) === null) return null;
  const method = word("cs-method");
  if (method !== null && method.length > MAX_METHOD) return null;
  const query = word("cs-uri-query");
  return {
    src: canonicalAddress(word("c-ip") ?? ""),
    atMs: atMs ?? receivedAtMs,
    http: {
      method,
      path: (query === null ? stem : `${stem ?? ""}?${query}`)?.slice(0, MAX_PATH) ?? null,
      status,
      bytes: number("sc-bytes", Number.MAX_SAFE_INTEGER),
      durationMs,
      // IIS writes a space as +.
      userAgent: word("cs(User-Agent)")?.replaceAll("+", " ").slice(0, MAX_USER_AGENT) ?? null,
      site: word("cs-host")?.replace(/:\d{1,5}$/, "").slice(0, MAX_NAME) ?? null,
    },
  };
}

const startsWithDate = (message: string) =>
  message[4] === "-" && message[7] === "-" && message[10] === " ";

function readTime(date: string | null, time: string | null): number | null {
  return date === null || time === null ? null : readRfc3339(`${date}T${time}Z`, 0)?.atMs ?? null;
}
