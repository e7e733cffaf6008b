import type { ChartOptions } from "chart.js";
import { colourOf, fontOf } from "./canvas_colours.ts";

/** Gives axes and tooltip the page's colours and typeface as they are now. */
export function styleAxes(options: ChartOptions<"line"> | ChartOptions<"bar">): void {
  const family = fontOf("--sans", 11).replace(/^\S+ \S+ /, "");
  const tick = { color: colourOf("--ink-3"), font: { size: 11, family } };
  const { x, y } = options.scales!;
  for (const axis of [x!, y!]) {
    Object.assign(axis.ticks!, tick);
    axis.grid = { color: colourOf("--line"), display: axis === y, drawTicks: false };
    axis.border = { display: false };
  }
  Object.assign(options.plugins!.tooltip!, {
    backgroundColor: colourOf("--ink"),
    titleColor: colourOf("--bg"),
    bodyColor: colourOf("--bg"),
    titleFont: { size: 11, family },
    bodyFont: { size: 12, family },
    cornerRadius: 3,
  });
}
