import { type RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { onRestyle } from "./canvas_colours.ts";

/** A chart as a component needs it. */
export interface ShownChart<Data> {
  show(data: Data, nowMs: number): void;
  restyle(): void;
  close(): void;
}

/**
 * Draws on the canvas of the returned reference with a chart that is loaded when first shown, keeps it
 * in the theme's colours, and closes it with the component. `open` must not change.
 */
export function useChart<Data>(
  open: (canvas: HTMLCanvasElement) => Promise<ShownChart<Data>>,
  data: Data,
  nowMs: number,
): RefObject<HTMLCanvasElement> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<ShownChart<Data> | null>(null);
  const newest = useRef({ data, nowMs });
  newest.current = { data, nowMs };
  useEffect(() => {
    let gone = false, stopRestyle = () => {};
    open(canvas.current!).then((opened) => {
      if (gone) return opened.close();
      chart.current = opened;
      opened.show(newest.current.data, newest.current.nowMs);
      stopRestyle = onRestyle(() => opened.restyle());
    });
    return () => {
      gone = true;
      stopRestyle();
      chart.current?.close();
      chart.current = null;
    };
  }, []);
  useEffect(() => chart.current?.show(data, nowMs), [data, nowMs]);
  return canvas;
}
