import { binsCsv, pointsCsv } from "./path_csv.ts";
import { Moment } from "@/components/text/Moment.tsx";
import { zoneName } from "@/components/text/moment_text.ts";
import { type PathRange, type PathRef, RANGE_NAMES, RANGES } from "./path_range.ts";
import { exportUrl, type PathData } from "./use_path_data.ts";
import { pathWords } from "@/components/words/path.ts";

interface RangeToolsProps {
  path: PathRef;
  range: PathRange;
  ends: { fromMs: number; toMs: number };
  data: PathData | null;
  /** Of an exported file, without its ending. */
  fileName: string;
  onChange(range: PathRange): void;
}

/** Range, zoom out, and the data to take away. */
export function RangeTools({ path, range, ends, data, fileName, onChange }: RangeToolsProps) {
  const { fromMs, toMs } = ends, words = pathWords();
  const zoomOut = () => {
    const half = Math.min(toMs - fromMs, RANGES["400d"] / 2);
    const middle = (fromMs + toMs) / 2;
    onChange({ fromMs: Math.round(middle - half), toMs: Math.round(middle + half) });
  };
  return (
    <div class={"name" in range ? "tools" : "tools frozen"}>
      <span class="seg" role="group" aria-label={words.timeRange}>
        {RANGE_NAMES.map((name) => (
          <button
            type="button"
            aria-pressed={"name" in range && range.name === name}
            onClick={() => onChange({ name })}
          >
            {words.ranges[name]}
          </button>
        ))}
      </span>
      <button type="button" class="btn quiet" onClick={zoomOut}>{words.zoomOut}</button>
      <span class="dim small">
        <Moment atMs={fromMs} /> – <Moment atMs={toMs} />{" "}
        <span class="faint wide">{zoneName()}</span>
      </span>
      <span class="push state">
        <button
          type="button"
          class="btn quiet"
          disabled={!data}
          onClick={() => data && save(`${fileName}.csv`, csvOf(data))}
        >
          CSV
        </button>
        <a class="btn quiet" href={exportUrl(path, fromMs, toMs)} download={`${fileName}.json`}>
          JSON
        </a>
      </span>
    </div>
  );
}

const csvOf = ({ points, bins }: PathData) => points ? pointsCsv(points) : binsCsv(bins);

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
