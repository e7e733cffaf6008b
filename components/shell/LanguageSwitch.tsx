import { type Language, language, LANGUAGES } from "@/components/words/language.ts";
import { shellWords } from "@/components/words/shell.ts";

/** What each language calls itself: the same on every page, for whoever cannot read the others. */
const OWN_NAMES: Record<Language, string> = { en: "English", ja: "日本語" };

/** A button for each other language; it needs no script, and the page that comes back is the same. */
export function LanguageSwitch({ quiet }: { quiet?: boolean }) {
  const words = shellWords();
  return (
    <form method="post" action="/language" aria-label={words.language}>
      {LANGUAGES.filter((other) => other !== language()).map((other) => (
        <button
          key={other}
          type="submit"
          name="language"
          value={other}
          lang={other}
          class={quiet ? "btn quiet" : "btn"}
        >
          {OWN_NAMES[other]}
        </button>
      ))}
    </form>
  );
}
