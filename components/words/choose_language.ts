import { readCookies } from "@/components/shell/cookies.ts";
import { isLanguage, type Language, LANGUAGES } from "./language.ts";

/** Name of the cookie that remembers what a person chose. */
export const LANGUAGE_COOKIE = "language";

/** What the person chose, else what the browser asks for, else English. */
export function chooseLanguage(headers: Headers): Language {
  const chosen = readCookies(headers.get("cookie")).get(LANGUAGE_COOKIE);
  return isLanguage(chosen) ? chosen : acceptedLanguage(headers.get("accept-language") ?? "");
}

/**
 * The language that `Accept-Language` likes best (RFC 9110, section 12.5.4). A range counts for the
 * language it belongs to: `ja-JP` asks for `ja`.
 */
function acceptedLanguage(header: string): Language {
  let best: Language = LANGUAGES[0], bestWeight = 0;
  for (const range of header.split(",")) {
    const [tag, ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const weight = weightOf(parameters);
    const primary = tag === "*" ? LANGUAGES[0] : tag.split("-")[0];
    if (isLanguage(primary) && weight > bestWeight) [best, bestWeight] = [primary, weight];
  }
  return best;
}

function weightOf(parameters: string[]): number {
  const given = parameters.find((parameter) => parameter.startsWith("q="));
  if (given === undefined) return 1;
  const weight = Number(given.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
