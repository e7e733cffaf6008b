import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { NoteRun } from "@/shared/note_run.ts";
import type { Point } from "@/shared/point.ts";
import { notesOf, pointsOf, resultsUrl } from "./results_answer.ts";

/** The last hour of a path, or why it could not be fetched; neither while it is on its way. */
export interface PathPoints {
  points: Point[] | null;
  /** What was noted on them; the one that ended last first. */
  runs: NoteRun[];
  error: string | null;
}

/**
 * Fetches the last hour of a path when it is chosen and again whenever `version` changes. Waits
 * `delayMs` first, so that a pointer crossing many cells fetches the last one only.
 */
export function usePathPoints(
  path: { agentId: string; targetId: string } | null,
  version: number | null,
  delayMs: number,
): Signal<PathPoints> {
  const result = useSignal<PathPoints>({ points: null, runs: [], error: null });
  const key = path && `${path.agentId}/${path.targetId}`;
  const shownKey = useSignal<string | null>(null);
  useEffect(() => {
    if (!path) return;
    const isNew = shownKey.value !== key;
    if (isNew) result.value = { points: null, runs: [], error: null };
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const { points, runs } = await fetchPoints(path.agentId, path.targetId, abort.signal);
        result.value = { points, runs, error: null };
        shownKey.value = key;
      } catch (error) {
        // Points that are there stay: one failed refresh is no reason to blank the graph.
        if (abort.signal.aborted || result.value.points) return;
        result.value = { points: null, runs: [], error: (error as Error).message };
      }
    }, isNew ? delayMs : 0);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [key, version]);
  return result;
}

async function fetchPoints(agentId: string, targetId: string, signal: AbortSignal) {
  const response = await fetch(resultsUrl(agentId, targetId), { signal });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const answer: unknown = await response.json();
  return { points: pointsOf(answer), runs: notesOf(answer).runs };
}
