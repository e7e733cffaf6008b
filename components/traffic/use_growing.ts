import { useSignal } from "@preact/signals";
import { type RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Lines drawn at first, and that many more whenever the end of them comes near. */
const STEP = 60;

/**
 * How many lines of a list of `total` to draw: as many as have been scrolled to, and few again once
 * its beginning is no longer scrolled `past`. Put `end` on an element behind the last line.
 */
export function useGrowing(
  total: number,
  past: boolean,
): { shown: number; end: RefObject<HTMLDivElement> } {
  const shown = useSignal(STEP), end = useRef<HTMLDivElement>(null);
  const more = shown.value < total;
  useEffect(() => {
    if (!more) return;
    // A new observer after each step says again whether the end is near.
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) shown.value += STEP;
    }, { rootMargin: "600px" });
    observer.observe(end.current!);
    return () => observer.disconnect();
  }, [shown.value, more]);
  useEffect(() => {
    if (!past) shown.value = STEP;
  }, [past]);
  return { shown: shown.value, end };
}
