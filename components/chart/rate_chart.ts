/**
 * Events a second by kind as stacked bars. Loads Chart.js: import this module dynamically only.
 *
 * @module
 */
import { BarController, BarElement, Chart, LinearScale, Tooltip } from "chart.js";
import type { EventRate } from "@/shared/traffic/event_rate.ts";
import { RATE_RANGES, type RateRange } from "@/components/traffic/rate_range.ts";
import { formatMinute } from "@/components/text/format.ts";
import { trafficWords } from "@/components/words/traffic.ts";
import { colourOf } from "./canvas_colours.ts";
import { bothTimes } from "./both_times.ts";
import { localTicks } from "./local_ticks.ts";
import { styleAxes } from "./style_axes.ts";

Chart.register(BarController, BarElement, LinearScale, Tooltip);

/** A drawn chart. */
export interface RateChart {
  show(data: { rate: EventRate; range: RateRange }, nowMs: number): void;
  restyle(): void;
  close(): void;
}

const SERIES = [
  ["icmp", "--data-1"],
  ["http", "--data-2"],
  ["connection", "--ink-2"],
  ["text", "--data-3"],
  ["leftOut", "--hatch"],
] as const;

/** Draws on `canvas`. */
export function openRateChart(canvas: HTMLCanvasElement): RateChart {
  const words = trafficWords();
  let colours: string[] = [];
  const chart: Chart<"bar", { x: number; y: number }[]> = new Chart(canvas, {
    type: "bar",
    data: {
      datasets: SERIES.map(([name], i) => ({
        label: name === "leftOut" ? words.notShown : words.kinds[name],
        data: [],
        parsing: false,
        // A function: Chart.js keeps a plain value that it has once shared among bars.
        backgroundColor: () => colours[i],
        barPercentage: 0.92,
        categoryPercentage: 1,
      })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      scales: {
        x: {
          type: "linear",
          // What is usual for bars would leave room for half a tick at each end.
          offset: false,
          stacked: true,
          ticks: { maxRotation: 0, callback: (at) => formatMinute(Number(at)) },
          afterBuildTicks: (axis) => axis.ticks = localTicks(axis.min, axis.max, 7),
        },
        y: { stacked: true, beginAtZero: true, ticks: { maxTicksLimit: 5 } },
      },
      plugins: {
        tooltip: {
          displayColors: false,
          filter: ({ parsed }) => (parsed.y ?? 0) > 0,
          callbacks: {
            title: (items) => items.length ? bothTimes(items[0].parsed.x ?? 0) : "",
            label: ({ dataset, parsed }) =>
              `${dataset.label} ${words.perSecondShort(Number((parsed.y ?? 0).toPrecision(3)))}`,
          },
        },
      },
    },
  });
  const restyle = () => {
    colours = SERIES.map(([, token]) => colourOf(token));
    styleAxes(chart.options);
  };
  restyle();
  return {
    show({ rate, range }, nowMs) {
      const { bucketMs, buckets } = RATE_RANGES[range];
      const end = (Math.floor(nowMs / bucketMs) + 1) * bucketMs, from = end - buckets * bucketMs;
      const known = new Map(rate.map((bucket) => [bucket.startMs, bucket]));
      SERIES.forEach(([name], i) => {
        // Every bucket has its bar, also an empty one: the width of bars comes from their distance.
        chart.data.datasets[i].data = Array.from({ length: buckets }, (_, n) => {
          const bucket = known.get(from + n * bucketMs);
          const count = name === "leftOut" ? bucket?.leftOut : bucket?.counts[name];
          return { x: from + (n + 0.5) * bucketMs, y: (count ?? 0) / (bucketMs / 1000) };
        });
      });
      Object.assign(chart.options.scales!.x!, { min: from, max: end });
      chart.update("none");
    },
    restyle() {
      restyle();
      chart.update("none");
    },
    close: () => chart.destroy(),
  };
}
