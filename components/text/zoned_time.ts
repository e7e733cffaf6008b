import { zoneClock } from "@/shared/zone_clock.ts";

/** The hidden field of a form that says in which zone its times were typed. */
export const ZONE_FIELD = "zone";

const MINUTE = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/, DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/**
 * When a minute of a form's field (`2026-01-31T09:30`) is, as RFC 3339 in UTC. A text that is none,
 * or of a zone that does not exist, is given back for whoever checks it to refuse.
 */
export function minuteIn(zone: string, text: string): string {
  return timeIn(zone, MINUTE.exec(text), 0) ?? text;
}

/** The same for the first moment of a day (`2026-01-31`). */
export function dayStartIn(zone: string, text: string): string {
  return timeIn(zone, DAY.exec(text), 0) ?? text;
}

/** The same for the last millisecond of a day. */
export function dayEndIn(zone: string, text: string): string {
  return timeIn(zone, DAY.exec(text), 1) ?? text;
}

function timeIn(zone: string, parts: RegExpExecArray | null, daysMore: 0 | 1): string | null {
  if (parts === null) return null;
  const [year, month, day, hour = 0, minute = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  try {
    const atMs = zoneClock(zone)(year, month - 1, day + daysMore, hour, minute, 0, 0) - daysMore;
    return new Date(atMs).toISOString();
  } catch {
    return null;
  }
}
