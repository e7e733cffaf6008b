/**
 * The graph of a path's last hour. Loads Chart.js: import this module dynamically only.
 *
 * @module
 */
import { Chart, LinearScale, LineController, LineElement, PointElement, Tooltip } from "chart.js";
import type { Point } from "@/shared/point.ts";
import { formatMinute, formatMs } from "@/components/text/format.ts";
import { pathWords } from "@/components/words/path.ts";
import { bothTimes } from "./both_times.ts";
import { colourOf } from "./canvas_colours.ts";
import { styleAxes } from "./style_axes.ts";
import { localTicks } from "./local_ticks.ts";

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip);

const HOUR_MS = 3_600_000;

interface XY {
  x: number;
  y: number;
}
type LineChart = Chart<"line", XY[]>;

/** A drawn graph. `show` redraws with other points, `restyle` with the colours of the theme now. */
export interface RttChart {
  show(points: readonly Point[], nowMs: number): void;
  restyle(): void;
  close(): void;
}

/** Draws on `canvas`; `compact` leaves out what a small panel has no room for. */
export function openRttChart(canvas: HTMLCanvasElement, compact: boolean): RttChart {
  let points: readonly Point[] = [];
  const chart: LineChart = new Chart(canvas, {
    type: "line",
    data: { datasets: [{ data: [] as XY[], parsing: false, normalized: true }] },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: "nearest", axis: "x", intersect: false },
      scales: {
        x: {
          type: "linear",
          ticks: { maxRotation: 0, callback: (at) => formatMinute(Number(at)) },
          afterBuildTicks: (axis) => axis.ticks = localTicks(axis.min, axis.max, compact ? 3 : 7),
        },
        y: {
          beginAtZero: true,
          ticks: {
            maxTicksLimit: compact ? 3 : 6,
            callback: (ms) => `${Number(Number(ms).toPrecision(6))} ms`,
          },
        },
      },
      plugins: {
        tooltip: {
          displayColors: false,
          callbacks: {
            title: ([item]) => bothTimes(points[item.dataIndex].atMs),
            label: ({ dataIndex }) => {
              const { rttUs } = points[dataIndex];
              return rttUs === null ? pathWords().noReply : formatMs(rttUs);
            },
          },
        },
      },
    },
  });
  const restyle = () => style(chart, () => points, compact);
  restyle();
  return {
    show(next, nowMs) {
      points = next;
      // No answer is drawn as 0, as a mark on the base line: a gap could also mean no data.
      chart.data.datasets[0].data = next.map(({ atMs, rttUs }) => ({
        x: atMs,
        y: (rttUs ?? 0) / 1000,
      }));
      const x = chart.options.scales!.x!;
      x.min = nowMs - HOUR_MS;
      x.max = nowMs;
      chart.update("none");
    },
    restyle() {
      restyle();
      chart.update("none");
    },
    close: () => chart.destroy(),
  };
}

function style(chart: LineChart, points: () => readonly Point[], compact: boolean): void {
  const line = colourOf("--data-1"), fail = colourOf("--fail-text");
  const lost = (index: number) => points()[index]?.rttUs === null;
  Object.assign(chart.data.datasets[0], {
    borderColor: line,
    borderWidth: 1.25,
    borderJoinStyle: "round",
    // A stretch without results is left open: silence of the agent is not a line.
    segment: {
      borderColor: ({ p0DataIndex: from, p1DataIndex: to }: Segment) => {
        if (points()[to].atMs - points()[from].atMs > 30_000) return "transparent";
        return lost(from) || lost(to) ? fail : line;
      },
    },
    pointRadius: ({ dataIndex }: Dot) => lost(dataIndex) ? (compact ? 2.5 : 4) : 0,
    pointHoverRadius: 4,
    pointStyle: ({ dataIndex }: Dot) => lost(dataIndex) ? "crossRot" : "circle",
    pointBorderColor: ({ dataIndex }: Dot) => lost(dataIndex) ? fail : line,
    pointBackgroundColor: line,
    pointBorderWidth: 1.5,
    clip: 6,
  });
  styleAxes(chart.options);
}

interface Segment {
  p0DataIndex: number;
  p1DataIndex: number;
}
interface Dot {
  dataIndex: number;
}
