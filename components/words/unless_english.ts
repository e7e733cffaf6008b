import { IS_BROWSER } from "fresh/runtime";
import { language } from "./language.ts";

/**
 * English comes with the code of whoever says it. Other words are fetched by those who read them, in
 * one file for many pages; what they see until then has come from the server in that language.
 */
export async function unlessEnglish<Words>(load: () => Promise<Words>): Promise<Words | null> {
  return IS_BROWSER && language() === "en" ? null : await load();
}
