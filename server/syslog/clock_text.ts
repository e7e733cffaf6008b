import { decimal, isDigit } from "./scan.ts";

/** A time and where its text ended. */
export interface TimeRead {
  atMs: number;
  end: number;
}

const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** 0 to 11 for an English month abbreviation at `at`, or -1. */
export function monthAt(text: string, at: number): number {
  const index = MONTHS.indexOf(text.slice(at, at + 3));
  return index >= 0 && index % 3 === 0 && text.length >= at + 3 ? index / 3 : -1;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True when the day, which is 1 or more, exists in that month of that year. */
export function dayExists(year: number, month0: number, day: number): boolean {
  if (day <= DAYS[month0]) return true;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day === 29 && month0 === 1 && leap;
}

/** A `hh:mm:ss` and an optional fraction: milliseconds since midnight, and where the text ended. */
export function readTimeOfDay(
  text: string,
  at: number,
): { hour: number; minute: number; second: number; ms: number; end: number } | null {
  if (text[at + 2] !== ":" || text[at + 5] !== ":") return null;
  const hour = decimal(text, at, at + 2, 23);
  const minute = decimal(text, at + 3, at + 5, 59);
  // 60 is a leap second; Date.UTC carries it into the next minute.
  const second = decimal(text, at + 6, at + 8, 60);
  if (hour === null || minute === null || second === null) return null;
  let end = at + 8;
  let ms = 0;
  if ((text[end] === "." || text[end] === ",") && isDigit(text.charCodeAt(end + 1))) {
    let scale = 100;
    for (end++; isDigit(text.charCodeAt(end)); end++) {
      ms += (text.charCodeAt(end) - 48) * scale;
      scale /= 10;
    }
  }
  return { hour, minute, second, ms: Math.floor(ms), end };
}

/** Minutes east of UTC: `Z`, `+09:00` or `+0900` at `at`. */
export function readZone(text: string, at: number): { minutes: number; end: number } | null {
  if (text[at] === "Z" || text[at] === "z") return { minutes: 0, end: at + 1 };
  const sign = text[at] === "+" ? 1 : text[at] === "-" ? -1 : 0;
  if (sign === 0) return null;
  const hours = decimal(text, at + 1, at + 3, 23);
  const colon = text[at + 3] === ":" ? 1 : 0;
  const minutes = decimal(text, at + 3 + colon, at + 5 + colon, 59);
  if (hours === null || minutes === null) return null;
  return { minutes: sign * (hours * 60 + minutes), end: at + 5 + colon };
}

/** A time stamp of RFC 3339 at `at`, with `T` or `t`, up to nine digits of fraction or more. */
export function readRfc3339(text: string, at: number): TimeRead | null {
  if (text[at + 4] !== "-" || text[at + 7] !== "-") return null;
  if (text[at + 10] !== "T" && text[at + 10] !== "t") return null;
  const year = decimal(text, at, at + 4, 9999);
  const month = decimal(text, at + 5, at + 7, 12);
  const day = decimal(text, at + 8, at + 10, 31);
  const time = readTimeOfDay(text, at + 11);
  if (year === null || month === null || day === null || time === null) return null;
  if (month === 0 || day === 0 || !dayExists(year, month - 1, day)) return null;
  const zone = readZone(text, time.end);
  if (zone === null) return null;
  const utc = Date.UTC(year, month - 1, day, time.hour, time.minute, time.second, time.ms);
  return { atMs: utc - zone.minutes * 60_000, end: zone.end };
}
