import { useSignal } from "@preact/signals";
import { type RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Below the window is not past it: a leap from above the list into it must be noticed, too. */
const ALL_BELOW = "0px 0px 1000000px 0px";

/** Whether the beginning of a list was scrolled out of sight: put `top` in front of its first line. */
export function useScrolledPast(): { top: RefObject<HTMLDivElement>; past: boolean } {
  const top = useRef<HTMLDivElement>(null), past = useSignal(false);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      past.value = !entries.at(-1)!.isIntersecting;
    }, { rootMargin: ALL_BELOW });
    observer.observe(top.current!);
    return () => observer.disconnect();
  }, []);
  return { top, past: past.value };
}
