import type { Point } from "@/shared/point.ts";
import { useChart } from "./use_chart.ts";

interface RttPlotProps {
  points: readonly Point[];
  /** End of the hour that is shown, Unix time in milliseconds. */
  nowMs: number;
  compact?: boolean;
  /** What the graph says, in words. */
  label: string;
}

/** The last hour of a path as a line. */
export function RttPlot({ points, nowMs, compact = false, label }: RttPlotProps) {
  const open = async (canvas: HTMLCanvasElement) =>
    (await import("./rtt_chart.ts")).openRttChart(canvas, compact);
  const canvas = useChart(open, points, nowMs);
  return (
    <div class={compact ? "plot" : "plot tall"}>
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}
