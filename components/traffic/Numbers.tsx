import { useMemo } from "preact/hooks";
import { NumberPlot } from "@/components/chart/NumberPlot.tsx";
import { usePoll } from "@/components/live/use_poll.ts";
import { visibleText } from "@/components/text/visible_text.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { trafficWords } from "@/components/words/traffic.ts";
import { formatNumber, type NumberSeries, numbersOf, numbersUrl } from "./numbers.ts";
import { RATE_RANGES } from "./rate_range.ts";

interface NumbersProps {
  sender: string;
  range: "1h" | "24h";
  nowMs: number;
}

const POLL_MS = 10_000;
const NOTHING: NumberSeries[] = [];

/** What the lines of one sender measured; nothing where they are no numbers. */
export function Numbers({ sender, range, nowMs }: NumbersProps) {
  const words = trafficWords();
  const series = usePoll(numbersUrl(sender, range), numbersOf, NOTHING, POLL_MS, 0).value.value;
  if (!series.length) return null;
  return (
    <section class="sect" aria-label={words.numbers}>
      <div class="sect-head">
        <h2>{words.numbers}</h2>
        <span class="small faint push">{words.numberSteps[range]}</span>
      </div>
      {series.map((one) => (
        <OneNumber key={`${range} ${one.name}`} series={one} range={range} nowMs={nowMs} />
      ))}
    </section>
  );
}

function OneNumber(
  { series, range, nowMs }: { series: NumberSeries; range: "1h" | "24h"; nowMs: number },
) {
  const { name, points } = series;
  const { bucketMs, buckets } = RATE_RANGES[range], words = trafficWords();
  const data = useMemo(() => ({ points, windowMs: bucketMs * buckets }), [points, range]);
  const min = formatNumber(Math.min(...points.map((point) => point.min)));
  const max = formatNumber(Math.max(...points.map((point) => point.max)));
  return (
    <figure>
      <figcaption class="small">
        <b class="mono">
          <Visible text={name} />
        </b>{" "}
        {formatNumber(points.at(-1)!.mean)} <span class="dim">{words.between(min, max)}</span>
      </figcaption>
      <NumberPlot
        data={data}
        nowMs={nowMs}
        label={`${visibleText(name)}, ${words.rateOver[range]}: ${words.between(min, max)}`}
      />
    </figure>
  );
}
