import assert from "node:assert/strict";
import { chooseLanguage } from "./choose_language.ts";
import type { Language } from "./language.ts";

const cases: [string, string | null, string | null, Language][] = [
  ["nothing is said", null, null, "en"],
  ["the browser asks for Japanese", null, "ja-JP,ja;q=0.9,en-US;q=0.8,en;q=0.7", "ja"],
  ["the browser likes English better", null, "en-US,en;q=0.9,ja;q=0.8", "en"],
  ["weights decide, not places", null, "en;q=0.5, ja;q=0.8", "ja"],
  ["equal weights: the first one", null, "ja,en", "ja"],
  ["another language comes first", null, "fr-CH, fr;q=0.9, ja;q=0.3", "ja"],
  ["no language is ours", null, "fr-CH, fr;q=0.9", "en"],
  ["anything will do", null, "*", "en"],
  ["anything before Japanese", null, "*, ja;q=0.1", "en"],
  ["Japanese is refused", null, "ja;q=0", "en"],
  ["a tag only begins like ours", null, "jav", "en"],
  ["case does not matter", null, "JA-jp;Q=1", "ja"],
  ["the header is nonsense", null, ";;q=,=,ja;q=x,\u0000", "en"],
  ["a person chose English", "language=en", "ja", "en"],
  ["a person chose Japanese", "theme=dark; language=ja", "en", "ja"],
  ["the cookie is nonsense", "language=xx", "ja", "ja"],
];
for (const [name, cookie, accepted, expected] of cases) {
  Deno.test(`chooseLanguage() when ${name}`, () => {
    const headers = {
      get: (header: string) => ({ cookie, "accept-language": accepted })[header] ?? null,
    };
    assert.equal(chooseLanguage(headers as Headers), expected);
  });
}
