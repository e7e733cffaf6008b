import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ROW_RANGES, rowEnds, type RowLoad, type RowRange } from "./row_query.ts";
import { rowSeriesOf } from "./row_series.ts";

/** A row of the matrix (all paths of an agent) or a column (all to a target). */
export interface RowRef {
  kind: "agent" | "target";
  id: string;
}

/** Paths in one question: an answer is not to hold a server up for long. */
const PATHS_AT_ONCE = 100;

/**
 * Steps of the paths `ids` over a range that follows the time. `first` is what the page came with,
 * `now` gives the server's time.
 */
export function useRow(
  row: RowRef,
  ids: readonly string[],
  range: RowRange,
  now: () => number,
  first: RowLoad,
): Signal<RowLoad> {
  const load = useSignal(first);
  const key = [...ids].sort().join();
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      if (document.hidden && load.value.range === range) return;
      const { fromMs, toMs } = rowEnds(range, now());
      try {
        const series = new Map(load.value.range === range ? load.value.series : []);
        for (let at = 0; at < ids.length; at += PATHS_AT_ONCE) {
          const url = rowUrl(row, ids.slice(at, at + PATHS_AT_ONCE), range, fromMs, toMs);
          for (const [id, bins] of rowSeriesOf(await fetchJson(url, abort.signal))) {
            series.set(id, bins);
          }
          load.value = { range, fromMs, toMs, series: new Map(series), stale: false };
        }
      } catch {
        if (!abort.signal.aborted) load.value = { ...load.value, stale: true };
      }
    };
    const goOn = async () => {
      await ask();
      if (!abort.signal.aborted) timer = setTimeout(goOn, ROW_RANGES[range].pollMs);
    };
    const { range: known, series } = load.value;
    if (known === range && ids.every((id) => series.has(id))) {
      timer = setTimeout(goOn, ROW_RANGES[range].pollMs);
    } else goOn();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [row.kind, row.id, range, key]);
  return load;
}

/** Address of some paths of a row or a column over a range. */
export function rowUrl(
  { kind, id }: RowRef,
  ids: readonly string[],
  range: RowRange,
  fromMs: number,
  toMs: number,
): string {
  const params = new URLSearchParams({
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    step: ROW_RANGES[range].step,
    spread: "no",
    only: ids.join(),
  });
  if (kind === "agent") return `/api/v1/results/${encodeURIComponent(id)}?${params}`;
  params.set("target", id);
  return `/api/v1/results?${params}`;
}

async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(30_000)]);
  const response = await fetch(url, { signal: deadline });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return await response.json();
}
