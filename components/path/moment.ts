import { formatClock } from "@/components/text/format.ts";

/** Date and time where the reader is: `2026-11-20 21:14:05`. */
export function formatMoment(atMs: number): string {
  const at = new Date(atMs);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${formatClock(atMs)}`;
}

/** The reader's time zone: `Asia/Tokyo`, or `UTC`. */
export function zoneName(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
}
