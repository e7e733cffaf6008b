import { formatClock, formatUtc } from "./format.ts";

/** Date and time where the reader is: `2026-11-20 21:14:05`. */
export function formatMoment(atMs: number): string {
  const at = new Date(atMs);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${formatClock(atMs)}`;
}

let zone = { offsetMinutes: NaN, name: "UTC" };

/** The reader's time zone: `Asia/Tokyo`, or `UTC`. */
export function zoneName(): string {
  // To ask costs half a millisecond, and every time on a live page asks once a second; who travels
  // changes the offset.
  const offsetMinutes = new Date().getTimezoneOffset();
  if (zone.offsetMinutes !== offsetMinutes) {
    const name = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
    zone = { offsetMinutes, name };
  }
  return zone.name;
}

/** Only the browser knows where the reader is. */
const knowsReader = typeof document !== "undefined";

/** Date and time as a page shows them: of the reader, or of UTC, which is then named. */
export function momentText(atMs: number): string {
  return knowsReader ? formatMoment(atMs) : formatUtc(atMs);
}

/** A time in full: `2026-11-20 21:14:05 Asia/Tokyo · 2026-11-20 12:14:05 UTC`. */
export function momentTitle(atMs: number): string {
  return knowsReader ? `${formatMoment(atMs)} ${zoneName()} · ${formatUtc(atMs)}` : formatUtc(atMs);
}
