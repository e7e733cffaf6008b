/**
 * A number over time: its mean as a line between its smallest and its largest value. Loads Chart.js:
 * import this module dynamically only.
 *
 * @module
 */
import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import { formatMinute } from "@/components/text/format.ts";
import { formatNumber, type NumberPoint } from "@/components/traffic/numbers.ts";
import { colourOf } from "./canvas_colours.ts";
import { bothTimes } from "./both_times.ts";
import { localTicks } from "./local_ticks.ts";
import { styleAxes } from "./style_axes.ts";
import type { ShownChart } from "./use_chart.ts";

Chart.register(Filler, LineController, LineElement, LinearScale, PointElement, Tooltip);

type Shown = { points: readonly NumberPoint[]; windowMs: number };

/** The first is drawn last, above the band between the others. */
const LINES = [
  ["mean", "mean"],
  ["max", "largest"],
  ["min", "smallest"],
] as const;

/** Draws on `canvas`. */
export function openNumberChart(canvas: HTMLCanvasElement): ShownChart<Shown> {
  const chart: Chart<"line", { x: number; y: number }[]> = new Chart(canvas, {
    type: "line",
    data: {
      datasets: LINES.map(([field, label]) => ({
        label,
        data: [],
        parsing: false,
        borderWidth: field === "mean" ? 1.5 : 0,
        // A lone point has no line.
        pointRadius: ({ dataset }) => field === "mean" && dataset.data.length < 2 ? 2 : 0,
        fill: field === "max" ? "+1" : false,
      })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      scales: {
        x: {
          type: "linear",
          ticks: { maxRotation: 0, callback: (at) => formatMinute(Number(at)) },
          afterBuildTicks: (axis) => axis.ticks = localTicks(axis.min, axis.max, 7),
        },
        y: { grace: "5%", ticks: { maxTicksLimit: 5 } },
      },
      plugins: {
        tooltip: {
          displayColors: false,
          callbacks: {
            title: (items) => items.length ? bothTimes(items[0].parsed.x ?? 0) : "",
            label: ({ dataset, parsed }) => `${dataset.label} ${formatNumber(parsed.y ?? 0)}`,
          },
        },
      },
    },
  });
  const restyle = () => {
    styleAxes(chart.options as Parameters<typeof styleAxes>[0]);
    const colour = colourOf("--data-1");
    for (const dataset of chart.data.datasets) {
      Object.assign(dataset, {
        borderColor: colour,
        pointBackgroundColor: colour,
        backgroundColor: colourOf("--line"),
      });
    }
  };
  restyle();
  return {
    show({ points, windowMs }, nowMs) {
      LINES.forEach(([field], i) => {
        chart.data.datasets[i].data = points.map((point) => ({
          x: point.startMs,
          y: point[field],
        }));
      });
      Object.assign(chart.options.scales!.x!, { min: nowMs - windowMs, max: nowMs });
      chart.update("none");
    },
    restyle() {
      restyle();
      chart.update("none");
    },
    close: () => chart.destroy(),
  };
}
