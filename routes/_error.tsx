import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { Visible } from "@/components/text/Visible.tsx";
import { define } from "@/server/define.ts";
import { errorsWords } from "@/components/words/errors.ts";
import { refusalsWords } from "@/components/words/refusals.ts";

const TITLES: Record<number, keyof ReturnType<typeof errorsWords>> = {
  400: "badRequest",
  401: "notLoggedIn",
  403: "forbidden",
  405: "wrongMethod",
  413: "tooLarge",
  429: "tooMany",
  503: "unavailable",
};

export default define.page(function ErrorPage({ error }) {
  const status = error instanceof HttpError ? error.status : 500;
  const words = errorsWords();
  const title = words[TITLES[status] ?? (status < 500 ? "refused" : "broken")];
  // What went wrong inside is for the log; a stranger learns nothing from it here.
  const message = error instanceof HttpError && status < 500 ? error.message : "";
  return (
    <main id="content">
      <Head>
        <title>{title} · Meshping</title>
      </Head>
      <div class="empty">
        <h1>{title}</h1>
        {message && (
          <p class="wrap">
            <Visible text={refusalsWords().say(message)} />
          </p>
        )}
        <p class="dim">
          {status >= 500 && `${words.seeLog} `}
          <a href="/">{words.toMatrix}</a>
        </p>
      </div>
    </main>
  );
});
