import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { endsOf, type PathRange, type PathRef, resolutionOf } from "./path_range.ts";
import { type SeenAnswer, seenOf, seenUrl } from "./seen_answer.ts";

const HOUR_MS = 3_600_000;
/** The longest stretch that the server tells both sides of. */
const MAX_RANGE_MS = 7 * 24 * HOUR_MS;
/** A line takes a moment to come; a long stretch changes little in a minute. */
const SHORT_POLL_MS = 5_000, LONG_POLL_MS = 60_000;

/** Both sides of a path over a range; `null` while they are not known. `now`: the server's time. */
export function useSeen(
  path: PathRef | null,
  range: PathRange,
  now: () => number,
): Signal<SeenAnswer | null> {
  const seen = useSignal<SeenAnswer | null>(null);
  const key = path && `${path.agentId}/${path.targetId}?${JSON.stringify(range)}`;
  useEffect(() => {
    seen.value = null;
    if (!path) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const { fromMs, toMs } = endsOf(range, now());
      if (toMs - fromMs > MAX_RANGE_MS) return;
      const url = seenUrl(path, fromMs, toMs + 1, resolutionOf(toMs - fromMs).binMs);
      const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(20_000)]);
      try {
        const response = document.hidden && seen.peek() ? null : await fetch(url, { signal });
        if (response?.ok) seen.value = seenOf(await response.json());
      } catch {
        // What is there stays; the page says by its badge that the server cannot be reached.
      }
      if (abort.signal.aborted || !("name" in range) && seen.peek()) return;
      timer = setTimeout(ask, toMs - fromMs > HOUR_MS ? LONG_POLL_MS : SHORT_POLL_MS);
    };
    ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [key]);
  return seen;
}
