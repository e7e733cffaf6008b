import type { Japanese } from "./ja/all.ts";
import { language } from "./language.ts";
import { unlessEnglish } from "./unless_english.ts";

const japanese = await unlessEnglish(async () => (await import("./ja/all.ts")).japanese);

/**
 * The words of one room. What it returns gives them in the language of the page, so it is called
 * while rendering, never when a module loads.
 */
export function room<Name extends keyof Japanese>(
  name: Name,
  english: Japanese[Name],
): () => Japanese[Name] {
  return () => language() === "ja" && japanese !== null ? japanese[name] : english;
}
