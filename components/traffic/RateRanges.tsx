import { RATE_RANGES, type RateRange } from "./rate_range.ts";
import { trafficWords } from "@/components/words/traffic.ts";

interface RateRangesProps {
  range: RateRange;
  /** Those to choose from; all by default. */
  ranges?: readonly RateRange[];
  onRange(range: RateRange): void;
}

const ALL = Object.keys(RATE_RANGES) as RateRange[];

/** How far back the chart looks. */
export function RateRanges({ range, ranges = ALL, onRange }: RateRangesProps) {
  const words = trafficWords();
  return (
    <span class="seg push" role="group" aria-label={words.time}>
      {ranges.map((key) => (
        <button
          key={key}
          type="button"
          aria-pressed={range === key}
          onClick={() => onRange(key)}
        >
          {words.ranges[key]}
        </button>
      ))}
    </span>
  );
}
