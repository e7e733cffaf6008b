import type { TrafficKind } from "@/shared/traffic/event.ts";
import { BUCKET_MS, BUCKETS, type EventRate } from "@/shared/traffic/event_rate.ts";

/** How far back the chart looks. */
export type RateRange = "5m" | "1h" | "24h";

/** Length of a bar in milliseconds, and number of bars. */
export const RATE_RANGES: Readonly<
  Record<RateRange, { bucketMs: number; buckets: number }>
> = {
  "5m": { bucketMs: BUCKET_MS, buckets: BUCKETS },
  "1h": { bucketMs: 60_000, buckets: 60 },
  "24h": { bucketMs: 15 * 60_000, buckets: 96 },
};

export function readRateRange(params: URLSearchParams): RateRange {
  const range = params.get("range");
  return range === "1h" || range === "24h" ? range : "5m";
}

/** Address of the counts of a range, of one source address or of all. */
export function seriesUrl(range: RateRange, src?: string): string {
  const { bucketMs, buckets } = RATE_RANGES[range];
  const params = new URLSearchParams({ window: `${bucketMs * buckets}`, step: `${bucketMs}` });
  if (src !== undefined) params.set("src", src);
  return `/api/v1/traffic/series?${params}`;
}

/** The counts in an answer of `GET /api/v1/traffic/series`; throws a `TypeError`. */
export function seriesOf(answer: unknown): EventRate {
  const stretches = (answer as { stretches?: unknown })?.stretches;
  if (!Array.isArray(stretches)) throw new TypeError("the answer holds no stretches");
  return stretches.slice(0, 1_500).map((stretch) => {
    const startMs = Date.parse(stretch?.t);
    if (!Number.isFinite(startMs)) throw new TypeError("a stretch has no time");
    const count = (kind: TrafficKind) => typeof stretch[kind] === "number" ? stretch[kind] : 0;
    const counts = {
      icmp: count("icmp"),
      http: count("http"),
      connection: count("connection"),
      text: count("text"),
    };
    return { startMs, counts, leftOut: 0 };
  });
}
