import { page } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "@/server/define.ts";
import { errorsWords } from "@/components/words/errors.ts";

// A not-found page sets its own status.
export const handler = define.handlers(() => page(undefined, { status: 404 }));

export default define.page<typeof handler>(function NotFound() {
  const words = errorsWords();
  return (
    <main id="content">
      <Head>
        <title>{words.notFoundTitle} · Meshping</title>
      </Head>
      <div class="empty">
        <h1>{words.notFound}</h1>
        <p class="dim">
          {words.mayBeRemoved} <a href="/">{words.toMatrix}</a>
        </p>
      </div>
    </main>
  );
});
