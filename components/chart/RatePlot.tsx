import type { EventRate } from "@/shared/traffic/event_rate.ts";
import type { RateRange } from "@/components/traffic/rate_range.ts";
import { trafficWords } from "@/components/words/traffic.ts";
import { useMemo } from "preact/hooks";
import { useChart } from "./use_chart.ts";

interface RatePlotProps {
  rate: EventRate;
  range: RateRange;
  nowMs: number;
}

/** Events a second by kind over one range. */
export function RatePlot({ rate, range, nowMs }: RatePlotProps) {
  const open = async (canvas: HTMLCanvasElement) =>
    (await import("./rate_chart.ts")).openRateChart(canvas);
  const data = useMemo(() => ({ rate, range }), [rate, range]);
  const words = trafficWords(), canvas = useChart(open, data, nowMs);
  return (
    <div class="plot mid">
      <canvas
        ref={canvas}
        role="img"
        aria-label={words.rateLabel(words.rateOver[range])}
      />
    </div>
  );
}
