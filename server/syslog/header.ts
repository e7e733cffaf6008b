import type { WallClock } from "@/shared/zone_clock.ts";
import { readRfc3164 } from "./rfc3164.ts";
import { readRfc5424 } from "./rfc5424.ts";
import { decimal } from "./scan.ts";
import { type SyslogHeader } from "./syslog_header.ts";

/** A header with its priority taken apart; both null when the line had none. */
export interface PrioritisedHeader extends SyslogHeader {
  facility: number | null;
  severity: number | null;
}

/** 23 facilities and 8 severities: RFC 5424, section 6.2.1. */
const MAX_PRIORITY = 191;

/**
 * Reads the header of a line, RFC 5424 if it is that, else RFC 3164. A line without a priority (a
 * copied log file, say) may still begin with a time stamp, a host and a tag.
 */
export function readHeader(
  text: string,
  receivedAtMs: number,
  wallClock: WallClock,
): PrioritisedHeader {
  let at = 0;
  let priority: number | null = null;
  if (text[0] === "<") {
    const close = text.indexOf(">", 1);
    if (close >= 2 && close <= 4) priority = decimal(text, 1, close, MAX_PRIORITY);
    if (priority !== null) at = close + 1;
  }
  const header = (priority === null ? null : readRfc5424(text, at)) ??
    readRfc3164(text, at, receivedAtMs, wallClock);
  return {
    sentAtMs: header.sentAtMs,
    zoned: header.zoned,
    host: header.host,
    app: header.app,
    message: header.message,
    facility: priority === null ? null : priority >> 3,
    severity: priority === null ? null : priority & 7,
  };
}
