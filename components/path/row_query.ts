import type { RowSeries } from "./row_series.ts";

/** Ranges of the page of an agent or a target; each ends now. */
export const ROW_RANGES = {
  "1h": { lengthMs: 3_600_000, step: "1m", stepMs: 60_000, pollMs: 15_000 },
  "24h": { lengthMs: 86_400_000, step: "15m", stepMs: 900_000, pollMs: 60_000 },
  "7d": { lengthMs: 604_800_000, step: "2h", stepMs: 7_200_000, pollMs: 120_000 },
} as const;
export type RowRange = keyof typeof ROW_RANGES;
export const ROW_RANGE_NAMES = Object.keys(ROW_RANGES) as RowRange[];

/** Ends of a range at the time `nowMs`, in Unix ms: whole steps, the first one not cut in two. */
export function rowEnds(range: RowRange, nowMs: number): { fromMs: number; toMs: number } {
  const { lengthMs, stepMs } = ROW_RANGES[range];
  return { fromMs: Math.ceil((nowMs - lengthMs) / stepMs) * stepMs, toMs: nowMs };
}

export const ROW_SORTS = ["worst", "name", "rtt"] as const;
export type RowSort = typeof ROW_SORTS[number];

/** Rows that are shown at first, and more with each click. */
export const ROWS_AT_ONCE = 100;

/** How a person looks at a row or a column: kept in the address. */
export interface RowQuery {
  range: RowRange;
  sort: RowSort;
  /** How many rows. */
  rows: number;
}

export function readRowQuery(params: URLSearchParams): RowQuery {
  return {
    range: ROW_RANGE_NAMES.find((name) => name === params.get("range")) ?? "1h",
    sort: ROW_SORTS.find((name) => name === params.get("sort")) ?? "worst",
    rows: /^[1-9]\d{2,5}$/.test(params.get("rows") ?? "")
      ? Number(params.get("rows"))
      : ROWS_AT_ONCE,
  };
}

/** The query string for `query`, with `?` in front or empty; other parameters of `params` stay. */
export function writeRowQuery({ range, sort, rows }: RowQuery, params: URLSearchParams): string {
  const next = new URLSearchParams(params);
  for (const name of ["range", "sort", "rows"]) next.delete(name);
  if (range !== "1h") next.set("range", range);
  if (sort !== "worst") next.set("sort", sort);
  if (rows !== ROWS_AT_ONCE) next.set("rows", String(rows));
  return next.size ? `?${next}` : "";
}

/** The history of a row or a column over a range. */
export interface RowLoad {
  range: RowRange;
  fromMs: number;
  toMs: number;
  series: RowSeries;
  /** The last question had no answer: what is there is older than it says. */
  stale: boolean;
}
