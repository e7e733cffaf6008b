import type { CommonJapanese } from "./ja/common.ts";
import { language } from "./language.ts";
import { unlessEnglish } from "./unless_english.ts";

const japanese = await unlessEnglish(async () => (await import("./ja/common.ts")).japanese);

/** As `room()`, for what every page needs, and for the traffic pages, which load most as it is. */
export function commonRoom<Name extends keyof CommonJapanese>(
  name: Name,
  english: CommonJapanese[Name],
): () => CommonJapanese[Name] {
  return () => language() === "ja" && japanese !== null ? japanese[name] : english;
}
