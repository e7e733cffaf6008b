import type { NoteRun } from "@/shared/note_run.ts";
import type { Point } from "@/shared/point.ts";

/** What probes of a URL say beyond their time. */
export interface HttpFigures {
  /** The last one; 0 where none came. */
  status: number;
  /** Time to the first byte in µs: the median of single results, else the longest of the last run. */
  ttfbUs: number | null;
  /** Unix milliseconds; `null` where there is no TLS. */
  certificateEndMs: number | null;
}

/** `null` for a path that is no URL. */
export function httpFigures(
  points: readonly Point[] | null,
  runs: readonly NoteRun[],
): HttpFigures | null {
  const notes = runs.flatMap(({ note }) => note.kind === "http" ? [note] : []);
  if (notes.length === 0) return null;
  // An answer without TLS, such as one that broke before it, says nothing about the certificate.
  const certificateEndMs = notes.find((note) => note.certificateEndMs !== null)?.certificateEndMs ??
    null;
  const waits = (points ?? []).flatMap(({ http }) => http?.ttfbUs ? [http.ttfbUs] : []);
  waits.sort((a, b) => a - b);
  const median = waits[Math.max(0, Math.ceil(waits.length / 2) - 1)];
  const last = points?.findLast(({ http }) => http)?.http ?? notes[0];
  return { status: last.status, ttfbUs: median ?? (notes[0].ttfbUs || null), certificateEndMs };
}
