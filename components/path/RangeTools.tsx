import { binsCsv, pointsCsv } from "./path_csv.ts";
import { Moment } from "@/components/text/Moment.tsx";
import { zoneName } from "@/components/text/moment_text.ts";
import { type PathRange, type PathRef, RANGE_NAMES, RANGES } from "./path_range.ts";
import { ChoiceLinks, plainly } from "@/components/shell/ChoiceLinks.tsx";
import { exportUrl, type PathData } from "./use_path_data.ts";
import { pathWords } from "@/components/words/path.ts";

interface RangeToolsProps {
  path: PathRef;
  range: PathRange;
  ends: { fromMs: number; toMs: number };
  data: PathData | null;
  /** Of an exported file, without its ending. */
  fileName: string;
  /** The address of the page with another range. */
  hrefOf(range: PathRange): string;
  onChange(range: PathRange): void;
}

/** Range, zoom out, and the data to take away. */
export function RangeTools(
  { path, range, ends, data, fileName, hrefOf, onChange }: RangeToolsProps,
) {
  const { fromMs, toMs } = ends, words = pathWords();
  const half = Math.min(toMs - fromMs, RANGES["400d"] / 2), middle = (fromMs + toMs) / 2;
  const wider = { fromMs: Math.round(middle - half), toMs: Math.round(middle + half) };
  return (
    <div class={"name" in range ? "tools" : "tools frozen"}>
      <ChoiceLinks
        label={words.timeRange}
        choices={RANGE_NAMES.map((name) => [name, words.ranges[name]])}
        chosen={"name" in range ? range.name : null}
        hrefOf={(name) => hrefOf({ name })}
        onChoose={(name) => onChange({ name })}
      />
      <a class="btn quiet" href={hrefOf(wider)} onClick={plainly(() => onChange(wider))}>
        {words.zoomOut}
      </a>
      <span class="dim small">
        <Moment atMs={fromMs} /> – <Moment atMs={toMs} />{" "}
        <span class="faint wide">{zoneName()}</span>
      </span>
      <span class="push state">
        <button
          type="button"
          class="btn quiet needs-script"
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
