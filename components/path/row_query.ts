/** Ranges of the page of an agent or a target; each ends now. */
export const ROW_RANGES = {
  "1h": { lengthMs: 3_600_000, step: "1m", stepMs: 60_000, pollMs: 15_000 },
  "24h": { lengthMs: 86_400_000, step: "15m", stepMs: 900_000, pollMs: 60_000 },
  "7d": { lengthMs: 604_800_000, step: "2h", stepMs: 7_200_000, pollMs: 120_000 },
} as const;
export type RowRange = keyof typeof ROW_RANGES;
export const ROW_RANGE_NAMES = Object.keys(ROW_RANGES) as RowRange[];

export const ROW_SORTS = ["worst", "name", "rtt"] as const;
export type RowSort = typeof ROW_SORTS[number];

/** How a person looks at a row or a column: kept in the address. */
export interface RowQuery {
  range: RowRange;
  sort: RowSort;
}

export function readRowQuery(params: URLSearchParams): RowQuery {
  return {
    range: ROW_RANGE_NAMES.find((name) => name === params.get("range")) ?? "1h",
    sort: ROW_SORTS.find((name) => name === params.get("sort")) ?? "worst",
  };
}

/** The query string for `query`, with `?` in front or empty; other parameters of `params` stay. */
export function writeRowQuery({ range, sort }: RowQuery, params: URLSearchParams): string {
  const next = new URLSearchParams(params);
  next.delete("range");
  next.delete("sort");
  if (range !== "1h") next.set("range", range);
  if (sort !== "worst") next.set("sort", sort);
  return next.size ? `?${next}` : "";
}
