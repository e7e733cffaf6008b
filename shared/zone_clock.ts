/**
 * Turns a wall-clock time without a zone into Unix milliseconds. `month0` counts from 0. The
 * server decides whose wall clock it was; the parsers don't.
 */
export type WallClock = (
  year: number,
  month0: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  ms: number,
) => number;

const HOUR_MS = 3_600_000;

/**
 * The wall clock of a zone of the IANA database. Of an hour that exists twice, in autumn, the first
 * is taken.
 * @throws {RangeError} for a zone that does not exist
 */
export function zoneClock(zone: string): WallClock {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  // Lines come in the order of time: the offset of the same hour is asked for again and again.
  let cachedHour = NaN;
  let cachedOffsetMs = 0;
  return (...parts) => {
    const asUtcMs = Date.UTC(...parts);
    const hour = Math.floor(asUtcMs / HOUR_MS);
    if (hour !== cachedHour) {
      const guess = offsetMs(format, hour * HOUR_MS);
      // The guess asked for the offset at another time than the line's, by up to half a day.
      cachedOffsetMs = offsetMs(format, hour * HOUR_MS - guess);
      cachedHour = hour;
    }
    return asUtcMs - cachedOffsetMs;
  };
}

/** From `GMT+09:00`; plain `GMT` is 0. */
function offsetMs(format: Intl.DateTimeFormat, atMs: number): number {
  const name = format.formatToParts(atMs).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const match = /^GMT([+-])(\d\d):(\d\d)/.exec(name);
  if (!match) return 0;
  const ms = (Number(match[2]) * 60 + Number(match[3])) * 60_000;
  return match[1] === "-" ? -ms : ms;
}
