import { rttOfStep, rttStep } from "@/shared/live/rtt_step.ts";
import { unitsWords } from "@/components/words/units.ts";

const SECOND_MS = 1000, MINUTE_MS = 60_000, HOUR_MS = 3_600_000, DAY_MS = 86_400_000;

/** An RTT in milliseconds without its unit: `0.03`, `0.4`, `8.1`, `253`. */
export function formatRtt(rttUs: number): string {
  const ms = rttOfStep(rttStep(rttUs)) / 1000;
  if (ms < 0.1) return ms.toFixed(2);
  return ms < 10 ? ms.toFixed(1) : formatCount(ms);
}

/** An RTT with its unit, or a dash where there was no answer. */
export function formatMs(rttUs: number | null): string {
  return rttUs === null ? "–" : `${formatRtt(rttUs)} ms`;
}

/** `1 204`. */
export function formatCount(count: number): string {
  return unitsWords().count(count);
}

/** `3.8 %`, `100 %`, `0 %`. A share that is not zero never reads as zero. */
export function formatPercent(percent: number): string {
  if (percent > 0 && percent < 0.1) return unitsWords().percent("< 0.1");
  const rounded = percent < 10 ? percent.toFixed(1).replace(/\.0$/, "") : `${Math.round(percent)}`;
  return unitsWords().percent(rounded);
}

/** `1.3 kB`, `20 MB`: decimal units. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes, unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 9.95 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** `40 s`, `11 min 25 s`, `5 h 10 min`, `6 d 4 h`: the two largest units at most. */
export function formatDuration(ms: number): string {
  const [larger, smaller] = durationParts(ms);
  return smaller === null ? larger : unitsWords().two(larger, smaller);
}

/** `40 s`, `11 min`, `5 h`, `6 d`: the largest unit alone. */
export function formatLargestUnit(ms: number): string {
  return durationParts(ms)[0];
}

function durationParts(ms: number): [larger: string, smaller: string | null] {
  const { seconds, minutes, hours, days } = unitsWords();
  if (ms < MINUTE_MS) return [seconds(Math.max(0, Math.floor(ms / SECOND_MS))), null];
  const [large, name, small, smallName] = ms < HOUR_MS
    ? [MINUTE_MS, minutes, SECOND_MS, seconds] as const
    : ms < DAY_MS
    ? [HOUR_MS, hours, MINUTE_MS, minutes] as const
    : [DAY_MS, days, HOUR_MS, hours] as const;
  const rest = Math.floor((ms % large) / small);
  return [name(Math.floor(ms / large)), rest ? smallName(rest) : null];
}

/** `40 s ago`, or `never`. */
export function formatAgo(atMs: number | null, nowMs: number): string {
  const words = unitsWords();
  return atMs === null ? words.never : words.ago(formatDuration(nowMs - atMs));
}

/** Time of day where the reader is: `21:14:05`. */
export function formatClock(atMs: number): string {
  const at = new Date(atMs);
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join(":");
}

/** `21:14:05.412`. */
export function formatClockMs(atMs: number): string {
  return `${formatClock(atMs)}.${String(Math.floor(atMs) % 1000).padStart(3, "0")}`;
}

/** `21:14`. */
export function formatMinute(atMs: number): string {
  return formatClock(atMs).slice(0, 5);
}

/** `2026-11-20 21:14:05 UTC`. */
export function formatUtc(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
