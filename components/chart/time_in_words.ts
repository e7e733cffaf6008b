import { formatClock, formatUtc } from "@/components/text/format.ts";

/** A time in a tooltip: the reader's, and below it in UTC, which has the day. */
export function timeInWords(atMs: number): string[] {
  return [formatClock(atMs), formatUtc(atMs)];
}
