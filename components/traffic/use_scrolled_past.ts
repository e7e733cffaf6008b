import { useSignal } from "@preact/signals";
import { type RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Whether the beginning of a list was scrolled out of sight: put `top` in front of its first line. */
export function useScrolledPast(): { top: RefObject<HTMLDivElement>; past: boolean } {
  const top = useRef<HTMLDivElement>(null), past = useSignal(false);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      const { isIntersecting, boundingClientRect } = entries.at(-1)!;
      past.value = !isIntersecting && boundingClientRect.top < 0;
    });
    observer.observe(top.current!);
    return () => observer.disconnect();
  }, []);
  return { top, past: past.value };
}
