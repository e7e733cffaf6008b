import { HttpError } from "fresh";
import { choiceCookie } from "@/components/shell/cookies.ts";
import { ownPath } from "@/components/shell/next_path.ts";
import { LANGUAGE_COOKIE } from "@/components/words/choose_language.ts";
import { isLanguage, LANGUAGES } from "@/components/words/language.ts";
import { readForm } from "@/server/api/form_body.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  /** Remembers the language that somebody chose, and returns to the page where they did. */
  async POST(ctx) {
    const chosen = (await readForm(ctx.req)).get("language");
    if (!isLanguage(chosen)) {
      throw new HttpError(400, `language must be one of: ${LANGUAGES.join(", ")}`);
    }
    // The address as it is now: islands change it without asking the server.
    const from = URL.parse(ctx.req.headers.get("referer") ?? "");
    const response = ctx.redirect(ownPath(from && from.pathname + from.search) ?? "/", 303);
    response.headers.append("set-cookie", choiceCookie(LANGUAGE_COOKIE, chosen));
    return response;
  },
});
