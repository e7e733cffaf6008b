import type { Point } from "@/shared/point.ts";
import type { PathBin } from "./path_bins.ts";

const iso = (atMs: number) => new Date(atMs).toISOString();
const ms = (us: number | null) => us === null ? "" : String(us / 1000);

/**
 * RFC 4180: a line each result; `rtt_ms` is empty where there was no answer, and `lost` says why.
 * `starved` is 1 where the agent lacked CPU time.
 */
export function pointsCsv(points: readonly Point[]): string {
  const row = ({ atMs, rttUs, lost, starved, http }: Point) =>
    [
      iso(atMs),
      ms(rttUs),
      lost ?? "",
      starved ? 1 : "",
      http?.status || "",
      ms(http?.ttfbUs || null),
    ].join(",");
  return lines(["t,rtt_ms,lost,starved,status,ttfb_ms", ...points.map(row)]);
}

/** A line each stretch of time; without data `sent` is 0. */
export function binsCsv(bins: readonly PathBin[]): string {
  const row = ({ atMs, sent, lost, p5Us, p50Us, p95Us }: PathBin) =>
    [iso(atMs), sent, lost, ms(p5Us), ms(p50Us), ms(p95Us)].join(",");
  return lines(["t,sent,lost,p5_ms,p50_ms,p95_ms", ...bins.map(row)]);
}

const lines = (rows: string[]) => rows.map((row) => `${row}\r\n`).join("");
