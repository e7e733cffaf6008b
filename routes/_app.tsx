import { asset } from "fresh/runtime";
import { readAppearance } from "@/components/shell/appearance.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { chooseLanguage } from "@/components/words/choose_language.ts";
import { renderIn } from "@/components/words/language.ts";
import { define } from "@/server/define.ts";

const SHEETS = [
  "tokens",
  "base",
  "pieces",
  "matrix",
  "traffic",
  "admin",
  "people",
  "alerts",
  "reference",
];

export default define.page(function App({ Component, req, url, state: { domain } }) {
  const { theme, state } = readAppearance(req.headers.get("cookie"), url.searchParams);
  const language = chooseLanguage(req.headers);
  // Everything else of the page is rendered inside this, in the same go.
  renderIn(language);
  return (
    <html lang={language} data-theme={theme} data-state={state}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme ?? "light dark"} />
        <title>Meshping</title>
        <link rel="icon" href={asset("/favicon.svg")} type="image/svg+xml" />
        {SHEETS.map((name) => <link key={name} rel="stylesheet" href={asset(`/${name}.css`)} />)}
      </head>
      <body>
        {domain?.banner && (
          <p class="banner">
            <Visible text={domain.banner} />
          </p>
        )}
        <Component />
      </body>
    </html>
  );
});
