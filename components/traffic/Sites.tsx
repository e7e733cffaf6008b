import { formatCount, formatLargestUnit, formatPercent } from "@/components/text/format.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { trafficWords } from "@/components/words/traffic.ts";
import type { Site } from "./sites.ts";

const ROWS = 12;

interface SitesProps {
  sites: readonly Site[];
  onPick(name: string): void;
}

/** How the web sites did, busiest first; a site filters the feed. */
export function Sites({ sites, onPick }: SitesProps) {
  const words = trafficWords();
  return (
    <table class="table sites">
      <caption class="sr">{words.sitesCaption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.site}</th>
          <th scope="col" class="num">{words.requests}</th>
          <th scope="col" class="num">{words.errors}</th>
          <th scope="col" class="num">p50 ms</th>
          <th scope="col" class="num">p95 ms</th>
        </tr>
      </thead>
      <tbody>
        {sites.slice(0, ROWS).map(({ name, requests, errorShare, p50Ms, p95Ms }) => (
          <tr key={name}>
            <td class="cut">
              <button type="button" class="what" onClick={() => onPick(name)}>
                {name === "" ? words.noSite : <Visible text={name} />}
              </button>
            </td>
            <td class="num">{formatCount(requests)}</td>
            <td class={errorShare > 0 ? "num fail" : "num"}>
              {formatPercent(100 * errorShare)}
            </td>
            <td class="num">{milliseconds(p50Ms)}</td>
            <td class="num">{milliseconds(p95Ms)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The head of the column has the unit; a time beyond 100 s has its own. */
const milliseconds = (ms: number | null) =>
  ms === null ? "–" : ms < 99_999 ? String(Math.round(ms)) : formatLargestUnit(ms);
