import { RATE_RANGES } from "./rate_range.ts";

/** What the lines of one sender measured under one name. */
export interface NumberSeries {
  name: string;
  /** Oldest first, one at least. */
  points: NumberPoint[];
}

export interface NumberPoint {
  startMs: number;
  min: number;
  mean: number;
  max: number;
}

/** Address of the numbers of a sender over a range. */
export function numbersUrl(sender: string, range: "1h" | "24h"): string {
  const { bucketMs, buckets } = RATE_RANGES[range];
  const window = `${bucketMs * buckets}`;
  const params = new URLSearchParams({ source: sender, window, step: `${bucketMs}` });
  return `/api/v1/traffic/numbers?${params}`;
}

/** The series in an answer of `GET /api/v1/traffic/numbers`; throws a `TypeError`. */
export function numbersOf(answer: unknown): NumberSeries[] {
  const series = (answer as { series?: unknown })?.series;
  if (!Array.isArray(series)) throw new TypeError("the answer holds no series");
  return series.slice(0, 16).flatMap(({ name, points }) => {
    if (typeof name !== "string" || !Array.isArray(points)) {
      throw new TypeError("a series has no name or no points");
    }
    return points.length ? [{ name, points: points.slice(0, 1_500).map(pointOf) }] : [];
  });
}

function pointOf({ t, min, mean, max }: Record<string, unknown>): NumberPoint {
  const startMs = Date.parse(String(t));
  const known = [startMs, min, mean, max].every((value) => Number.isFinite(value));
  if (!known) throw new TypeError("a point lacks its time or its numbers");
  return { startMs, min: min as number, mean: mean as number, max: max as number };
}

/** Four digits are enough to read: `0.2512`, `1.235e+12`. */
export function formatNumber(value: number): string {
  return `${Number(value.toPrecision(4))}`;
}
