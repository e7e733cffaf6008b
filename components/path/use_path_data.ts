import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PathNotes } from "@/shared/note_run.ts";
import type { Point } from "@/shared/point.ts";
import { binFigures, binPoints, binsOf, type PathBin } from "./path_bins.ts";
import { growNotes } from "./grow_notes.ts";
import { type PathFigures, pathFigures } from "./path_figures.ts";
import { endsOf, type PathRange, type PathRef, resolutionOf } from "./path_range.ts";
import { notesOf, pointsOf, resultsUrl } from "./results_answer.ts";

/** One path over a stretch of time. */
export interface PathData {
  fromMs: number;
  toMs: number;
  binMs: number;
  bins: PathBin[];
  /** Single results, oldest first; `null` where the stretch is too long for them. */
  points: Point[] | null;
  /** What all of it comes to. */
  figures: PathFigures;
  /** What was noted on results; the one that ended last first. */
  notes: PathNotes;
}

/** The same, and how it stands with the server. */
export interface PathLoad {
  data: PathData | null;
  /** True once an answer could not be had or read; what is there is then older than it says. */
  stale: boolean;
}

/** As often as an agent reports, and as often as a sum changes visibly. */
const RAW_POLL_MS = 5_000, SUM_POLL_MS = 60_000;

/**
 * A path over a range. A named range follows the time: only what is new is fetched. One with ends is
 * fetched once. `first` is what the page came with: if that is only what is drawn first, the rest is
 * asked for at once, at the address that the page named. `now` gives the server's time.
 */
export function usePathData(
  path: PathRef | null,
  range: PathRange,
  now: () => number,
  first: PathData | null = null,
): Signal<PathLoad> {
  const load = useSignal<PathLoad>({ data: first, stale: false });
  const key = path && `${path.agentId}/${path.targetId}?${JSON.stringify(range)}`;
  useEffect(() => {
    if (!path) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout>, last = first?.points ? first : null;
    const ask = async () => {
      if (document.hidden && last) return;
      try {
        const ends = last ? endsOf(range, now()) : first ?? endsOf(range, now());
        last = await fetchPath(path, ends, last, abort.signal);
        load.value = { data: last, stale: false };
      } catch {
        if (!abort.signal.aborted) load.value = { ...load.value, stale: true };
      }
    };
    const goOn = async () => {
      await ask();
      if (abort.signal.aborted || (!("name" in range) && last)) return;
      timer = setTimeout(goOn, last && !last.points ? SUM_POLL_MS : RAW_POLL_MS);
    };
    load.value = { data: first, stale: false };
    if (first?.points) timer = setTimeout(goOn, RAW_POLL_MS);
    else goOn();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [key]);
  return load;
}

async function fetchPath(
  path: PathRef,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  last: PathData | null,
  signal: AbortSignal,
): Promise<PathData> {
  const { step, binMs } = resolutionOf(toMs - fromMs);
  if (step !== null) {
    const answer = await fetchJson(dataUrl(path, fromMs, toMs), signal);
    return binData(binsOf(answer), notesOf(answer), fromMs, toMs, binMs);
  }
  const kept = last?.points?.filter(({ atMs }) => atMs >= fromMs) ?? [];
  // A late result of an agent that was cut off may lie before the newest: look back a minute.
  const newestMs = kept.at(-1)?.atMs;
  const sinceMs = newestMs === undefined ? fromMs : Math.max(fromMs, newestMs - 60_000);
  const answer = await fetchJson(dataUrl(path, sinceMs, toMs), signal);
  const points = [...kept.filter(({ atMs }) => atMs < sinceMs), ...pointsOf(answer)];
  const fresh = notesOf(answer);
  const notes = last && sinceMs > fromMs
    ? growNotes(last.notes, fresh, sinceMs, fromMs, points)
    : fresh;
  return pathData(points, notes, fromMs, toMs);
}

/** Single results over a stretch that is short enough for them. */
export function pathData(
  points: Point[],
  notes: PathNotes,
  fromMs: number,
  toMs: number,
): PathData {
  const { binMs } = resolutionOf(toMs - fromMs);
  const bins = binPoints(points, fromMs, toMs, binMs), figures = pathFigures(points);
  return { fromMs, toMs, binMs, points, bins, figures, notes };
}

/** A longer one, of which only bins are known. */
export function binData(
  bins: PathBin[],
  notes: PathNotes,
  fromMs: number,
  toMs: number,
  binMs: number,
): PathData {
  return { fromMs, toMs, binMs, points: null, bins, figures: binFigures(bins), notes };
}

/** Where a page gets a stretch of a path from: as {@linkcode exportUrl}, single results as columns. */
export function dataUrl(path: PathRef, fromMs: number, toMs: number): string {
  const { step } = resolutionOf(toMs - fromMs);
  // The last millisecond too.
  return step === null
    ? `${exportUrl(path, fromMs, toMs + 1)}&as=columns`
    : exportUrl(path, fromMs, toMs);
}

/** Address of a stretch of a path in the API, in the resolution in which it is drawn. */
export function exportUrl({ agentId, targetId }: PathRef, fromMs: number, toMs: number): string {
  const params = new URLSearchParams({
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
  });
  const { step } = resolutionOf(toMs - fromMs);
  if (step !== null) params.set("step", step);
  return `${resultsUrl(agentId, targetId)}?${params}`;
}

async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(20_000)]);
  const response = await fetch(url, { signal: deadline });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return await response.json();
}
