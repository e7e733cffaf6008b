import { Visible } from "@/components/text/Visible.tsx";
import { countryName } from "./countries.ts";

const REGIONAL_INDICATOR_A = 0x1f1e6;

/**
 * Flag and code of a country. The flag is text in a font of our own: Windows has none.
 *
 * @param country ISO 3166-1 alpha-2.
 */
export function Flag({ country }: { country: string }) {
  // A database of the user's own may hold anything.
  if (!/^[A-Z]{2}$/.test(country)) {
    return (
      <span class="cc">
        <Visible text={country} />
      </span>
    );
  }
  const letters = [...country].map((letter) => letter.charCodeAt(0) - 65 + REGIONAL_INDICATOR_A);
  return (
    <span class="cc" title={countryName(country)}>
      <span class="flag" aria-hidden="true">{String.fromCodePoint(...letters)}</span> {country}
    </span>
  );
}
