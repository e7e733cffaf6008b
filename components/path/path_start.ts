import { fromColumns, toColumns } from "@/shared/point_columns.ts";
import type { Point } from "@/shared/point.ts";
import type { PathBin } from "./path_bins.ts";
import type { PathData } from "./use_path_data.ts";

/** Points as text for a page: as an island's props each number would be there several times. */
export const packPoints = (points: readonly Point[]): string => JSON.stringify(toColumns(points));

export const unpackPoints = (text: string): Point[] => fromColumns(JSON.parse(text));

type Row = [
  sent: number,
  lost: number,
  p5Us: number | null,
  p50Us: number | null,
  p95Us: number | null,
];

/**
 * A stretch as text for a page: what is drawn first, with the bins' distributions left out. They and
 * single results come with the first answer that the page asks for.
 */
export function packStretch({ bins, points: _, ...rest }: PathData): string {
  const rows = bins.map(({ sent, lost, p5Us, p50Us, p95Us }): Row => [
    sent,
    lost,
    whole(p5Us),
    whole(p50Us),
    whole(p95Us),
  ]);
  return JSON.stringify({ ...rest, firstMs: bins[0]?.atMs ?? 0, rows });
}

export function unpackStretch(text: string): PathData {
  const { firstMs, rows, ...rest } = JSON.parse(text) as
    & Omit<PathData, "bins" | "points">
    & { firstMs: number; rows: Row[] };
  const bins = rows.map(([sent, lost, p5Us, p50Us, p95Us], n): PathBin => {
    return { atMs: firstMs + n * rest.binMs, sent, lost, p5Us, p50Us, p95Us, spread: [] };
  });
  return { ...rest, bins, points: null };
}

const whole = (us: number | null) => us === null ? null : Math.round(us);
