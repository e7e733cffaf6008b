import { IS_BROWSER } from "fresh/runtime";

/** Languages that pages come in, by BCP 47 tag. The first one is for whoever asks for none of them. */
export const LANGUAGES = ["en", "ja"] as const;

export type Language = typeof LANGUAGES[number];

export function isLanguage(tag: unknown): tag is Language {
  return LANGUAGES.some((language) => language === tag);
}

let current: Language = IS_BROWSER && document.documentElement.lang === "ja" ? "ja" : "en";

/** The language of the page that is being rendered; in the browser, of the page one is on. */
export const language = (): Language => current;

/**
 * Sets the language of what is rendered from here on. For the app wrapper only: a page is rendered
 * in one go, from the outside in, so that nothing of another page comes between.
 */
export function renderIn(chosen: Language): void {
  current = chosen;
}
