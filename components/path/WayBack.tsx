import { RttPlot } from "@/components/chart/RttPlot.tsx";
import { formatMs, formatPercent } from "@/components/text/format.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { pathWords } from "@/components/words/path.ts";
import { pathFigures } from "./path_figures.ts";
import type { PathRef } from "./path_range.ts";
import { pathUrl } from "./results_answer.ts";
import { usePathData } from "./use_path_data.ts";

const HOUR = { name: "1h" as const };

/** The last hour of the same way in the other direction. */
export function WayBack({ path, now }: { path: PathRef & { name: string }; now: () => number }) {
  const { data } = usePathData(path, HOUR, now).value;
  const words = pathWords();
  const { medianUs, lossPercent } = pathFigures(data?.points ?? []);
  return (
    <section class="sect">
      <div class="sect-head">
        <h2>{words.wayBack}</h2>
        <span class="faint small push">{words.lastHourOf}</span>
      </div>
      <p class="small">
        <a href={pathUrl(path.agentId, path.targetId)}>
          <Visible text={path.name} />
        </a>{" "}
        <span class="dim">{words.backFigures(formatMs(medianUs), formatPercent(lossPercent))}</span>
      </p>
      {data?.points && (
        <RttPlot compact points={data.points} nowMs={data.toMs} label={words.backLabel} />
      )}
    </section>
  );
}
