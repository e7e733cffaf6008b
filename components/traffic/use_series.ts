import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { EventRate } from "@/shared/traffic/event_rate.ts";
import { type RateRange, seriesOf, seriesUrl } from "./rate_range.ts";

/** As often as the newest bar changes visibly. */
const POLL_MS = 30_000;

/** The counts of a range, of one source or all; empty until they are there, and for `5m`. */
export function useSeries(range: RateRange, src?: string): EventRate {
  const series = useSignal<{ of: string; rate: EventRate }>({ of: "", rate: [] });
  const url = range === "5m" ? "" : seriesUrl(range, src);
  useEffect(() => {
    if (url === "") return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      try {
        const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(10_000)]);
        const response = await fetch(url, { signal });
        if (response.ok) series.value = { of: url, rate: seriesOf(await response.json()) };
      } catch {
        // The last bars stay; the badge of the page says when the server cannot be reached.
      }
      if (!abort.signal.aborted) timer = setTimeout(ask, POLL_MS);
    };
    ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [url]);
  return series.value.of === url ? series.value.rate : NOTHING;
}

const NOTHING: EventRate = [];
