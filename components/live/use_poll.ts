import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** An answer that is asked for again and again. */
interface Poll<Value> {
  value: Signal<Value>;
  /** The last question had no answer. */
  stale: Signal<boolean>;
  /** `coming` until the script of the page listens. */
  live: Signal<"coming" | "live" | "stale">;
}

/**
 * What `url` answers, asked again every `everyMs` while the page is in view, for the first time after
 * `firstMs`; `first` until then. An
 * answer that cannot be had or read leaves the last one and sets `stale`.
 */
export function usePoll<Value>(
  url: string,
  read: (answer: unknown) => Value,
  first: Value,
  everyMs: number,
  firstMs: number = everyMs,
): Poll<Value> {
  const value = useSignal(first), stale = useSignal(false);
  const live = useSignal<Poll<Value>["live"]["value"]>("coming");
  useEffect(() => {
    const abort = new AbortController();
    live.value = "live";
    const ask = async () => {
      if (document.hidden) return;
      try {
        const response = await fetch(url, {
          signal: AbortSignal.any([abort.signal, AbortSignal.timeout(10_000)]),
        });
        if (!response.ok) throw new Error(`the server answered ${response.status}`);
        value.value = read(await response.json());
        stale.value = false;
        live.value = "live";
      } catch {
        if (abort.signal.aborted) return;
        stale.value = true;
        live.value = "stale";
      }
    };
    let timer: ReturnType<typeof setTimeout>;
    // The next question waits for the last answer: a slow server is not asked more and more.
    const askAndGoOn = async () => {
      await ask();
      if (!abort.signal.aborted) timer = setTimeout(askAndGoOn, everyMs);
    };
    timer = setTimeout(askAndGoOn, firstMs);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [url]);
  return { value, stale, live };
}
