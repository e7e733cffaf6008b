import type { NumberPoint } from "@/components/traffic/numbers.ts";
import { useChart } from "./use_chart.ts";

interface NumberPlotProps {
  data: { points: readonly NumberPoint[]; windowMs: number };
  nowMs: number;
  /** For people who do not see the chart. */
  label: string;
}

/** Mean, smallest and largest of a number over time. */
export function NumberPlot({ data, nowMs, label }: NumberPlotProps) {
  const open = async (canvas: HTMLCanvasElement) =>
    (await import("./number_chart.ts")).openNumberChart(canvas);
  const canvas = useChart(open, data, nowMs);
  return (
    <div class="plot mid">
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}
