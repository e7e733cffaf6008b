import { type SyslogHeader } from "./syslog_header.ts";
import { readRfc3339 } from "./clock_text.ts";
import { isDigit, isPrintable, tokenEnd } from "./scan.ts";

/** Lengths of RFC 5424 section 6, with room for senders that overdo APP-NAME. */
const MAX_HOST = 255;
const MAX_APP = 128;
const BOM = "\uFEFF";

/**
 * Reads what follows the PRI of a message as RFC 5424 (section 6) has it: `1 TIME HOST APP PROCID
 * MSGID SD MSG`. Null when it is not that, so that the caller tries RFC 3164.
 *
 * Tolerated, because senders do it: more than six digits of fraction, and structured data left
 * out. A kernel time stamp in its place, `[16571.459614]`, is part of the message.
 */
export function readRfc5424(text: string, at: number): SyslogHeader | null {
  const versionEnd = tokenEnd(text, at);
  if (versionEnd - at < 1 || versionEnd - at > 3 || text[at] === "0") return null;
  for (let i = at; i < versionEnd; i++) if (!isDigit(text.charCodeAt(i))) return null;

  let pos = versionEnd + 1;
  let sentAtMs: number | null = null;
  if (text[pos] === "-" && text[pos + 1] === " ") {
    pos += 2;
  } else {
    const time = readRfc3339(text, pos);
    if (time === null || text[time.end] !== " ") return null;
    sentAtMs = time.atMs;
    pos = time.end + 1;
  }
  const fields: string[] = [];
  for (let i = 0; i < 4; i++) {
    const end = tokenEnd(text, pos);
    fields.push(text.slice(pos, end));
    pos = end + 1;
  }
  const [host, app, procId, messageId] = fields;
  if (!isPrintable(host, MAX_HOST) || !isPrintable(app, MAX_APP)) return null;
  if (!isPrintable(procId, MAX_APP) || !isPrintable(messageId, MAX_APP)) return null;
  pos = Math.min(pos, text.length);
  let message = text.slice(skipStructuredData(text, pos));
  if (message.startsWith(BOM)) message = message.slice(1);
  return {
    sentAtMs,
    zoned: true,
    host: host === "-" ? null : host,
    app: app === "-" ? null : app,
    message,
  };
}

/** Index where MSG begins: after `-` or all SD elements and one space; `at` when there are none. */
function skipStructuredData(text: string, at: number): number {
  if (text[at] === "-" && (at + 1 === text.length || text[at + 1] === " ")) {
    return Math.min(at + 2, text.length);
  }
  let pos = at;
  while (text[pos] === "[") {
    const end = elementEnd(text, pos);
    if (end < 0) return at;
    pos = end;
  }
  if (pos === at) return at;
  if (pos === text.length) return pos;
  return text[pos] === " " ? pos + 1 : at;
}

/** Index after the `]` of the SD element at `at`, or -1 when it is not one. */
function elementEnd(text: string, at: number): number {
  let pos = at + 1;
  let onlyDigits = true;
  for (; pos < text.length && text[pos] !== " " && text[pos] !== "]"; pos++) {
    const char = text[pos];
    if (char === "=" || char === '"' || char === "[" || char < "!") return -1;
    if (!isDigit(text.charCodeAt(pos)) && char !== ".") onlyDigits = false;
  }
  if (pos === at + 1 || onlyDigits) return -1;
  let quoted = false;
  for (; pos < text.length; pos++) {
    const char = text[pos];
    if (quoted && char === "\\") pos++;
    else if (char === '"') quoted = !quoted;
    else if (char === "]" && !quoted) return pos + 1;
  }
  return -1;
}
