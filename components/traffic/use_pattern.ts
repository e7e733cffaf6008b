import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { FeedRow } from "./feed.ts";
import { PatternMatcher } from "./pattern_matcher.ts";

/** The rows of `rows` that hold the regular expression `source`; all of them when it is `null`. */
export function usePattern(source: string | null, rows: readonly FeedRow[]) {
  const change = useSignal(0);
  const matcher = useMemo(() =>
    source === null ? null : new PatternMatcher(source, {
      open: () => new Worker("/pattern_worker.js"),
      after(delayMs, run) {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
    }, () => change.value++), [source]);
  // Read, so that an answer of the worker draws the page again.
  const changes = change.value;
  useEffect(() => () => matcher?.close(), [matcher]);
  useEffect(() => matcher?.look(rows.map(({ key, event }) => [key, event.raw])), [
    matcher,
    rows,
    changes,
  ]);
  if (!matcher) return { rows, problem: null };
  return { rows: rows.filter(({ key }) => matcher.matches(key)), problem: matcher.problem };
}
