import { language } from "@/components/words/language.ts";

/** Events of one country; `code` is ISO 3166-1 alpha-2. */
export interface CountryCount {
  code: string;
  count: number;
}

/** Address of the counts of the last hour. */
export const COUNTRIES_URL = "/api/v1/traffic/summary?by=country&window=3600000";

/** The counts in an answer of `GET /api/v1/traffic/summary?by=country`; throws a `TypeError`. */
export function countriesOf(answer: unknown): CountryCount[] {
  const counts = (answer as { counts?: unknown })?.counts;
  if (!Array.isArray(counts)) throw new TypeError("the answer holds no counts");
  return rankCountries(counts);
}

/** Counts of addresses that have a country, most frequent first, those that tie by code. */
export function rankCountries(counts: readonly { key: unknown; count: unknown }[]): CountryCount[] {
  return counts
    .flatMap(({ key, count }) =>
      typeof key === "string" && /^[A-Z]{2}$/.test(key) && typeof count === "number"
        ? [{ code: key, count }]
        : []
    )
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

/** A country's name in the page's language, or its code where there is none. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames([language()], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}
