import { formatCount } from "@/components/text/format.ts";
import { trafficWords } from "@/components/words/traffic.ts";
import { Flag } from "./Flag.tsx";
import { type CountryCount, countryName } from "./countries.ts";

const ROWS = 7;

interface CountriesProps {
  counts: readonly CountryCount[];
  /** The one the feed is filtered by. */
  country: string | null;
  onPick(country: string | null): void;
}

/** Where traffic comes from, most first; a country filters the feed. */
export function Countries({ counts, country, onPick }: CountriesProps) {
  const words = trafficWords();
  const top = counts.slice(0, ROWS), most = top[0]?.count ?? 1;
  if (!top.length) return <p class="small faint">{words.noPlace}</p>;
  return (
    <table class="table">
      <caption class="sr">{words.countriesCaption}</caption>
      <tbody>
        {top.map(({ code, count }) => (
          <tr key={code} class={code === country ? "open" : undefined}>
            <td>
              <Flag country={code} />
            </td>
            <td class="cut">
              <button
                type="button"
                class="what"
                aria-pressed={code === country}
                onClick={() => onPick(code === country ? null : code)}
              >
                {countryName(code)}
              </button>
            </td>
            <td>
              <svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect width="100" height="4" />
                <rect width={100 * count / most} height="4" />
              </svg>
            </td>
            <td class="num">{formatCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
