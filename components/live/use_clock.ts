import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

const SECOND_MS = 1_000;
/** A server that speaks every second moves the clock itself: the page is then drawn once, not twice. */
const PATIENCE_MS = 300;

/**
 * The server's clock, once a second: what a reader's own clock says may be wrong by minutes.
 * `serverMs` is the newest time the server said; the clock goes on from there while `runs`.
 */
export function useClock(serverMs: number, runs: boolean): { readonly value: number } {
  const passed = useSignal({ since: serverMs, ms: 0 });
  const clock = useRef({ value: serverMs }).current;
  const { since, ms } = passed.value;
  clock.value = since === serverMs ? since + ms : serverMs;
  useEffect(() => {
    if (!runs) return;
    const startMs = performance.now() - (clock.value - serverMs);
    const tick = () => passed.value = { since: serverMs, ms: performance.now() - startMs };
    let interval: ReturnType<typeof setInterval>;
    const timeout = setTimeout(() => {
      tick();
      interval = setInterval(tick, SECOND_MS);
    }, SECOND_MS + PATIENCE_MS);
    return () => {
      clearTimeout(timeout);
      clearInterval(interval);
    };
  }, [serverMs, runs]);
  return clock;
}
