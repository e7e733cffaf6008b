/** How a web site did in the last hour, by the access logs of its servers. */
export interface Site {
  name: string;
  requests: number;
  /** Answers with a status of 500 or above, from 0 to 1. */
  errorShare: number;
  /** Percentiles of the response time in milliseconds; `null` where the log has no durations. */
  p50Ms: number | null;
  p95Ms: number | null;
}

/** Address of the figures of the last hour. */
export const SITES_URL = "/api/v1/traffic/summary?by=status&window=3600000";

/** The sites in an answer of `GET /api/v1/traffic/summary`, busiest first; throws a `TypeError`. */
export function sitesOf(answer: unknown): Site[] {
  const sites = (answer as { sites?: unknown })?.sites;
  if (!Array.isArray(sites)) throw new TypeError("the answer holds no sites");
  return sites.map((site: Record<string, unknown>) => ({
    name: String(site.site),
    requests: numberOf(site.requests) ?? 0,
    errorShare: numberOf(site.error_share) ?? 0,
    p50Ms: numberOf(site.p50_ms),
    p95Ms: numberOf(site.p95_ms),
  }));
}

const numberOf = (value: unknown) => typeof value === "number" ? value : null;
