import { page } from "fresh";
import { Head } from "fresh/runtime";
import type { ApiDocument } from "@/components/reference/document.ts";
import { Reference } from "@/components/reference/Reference.tsx";
import { referenceWords } from "@/components/words/reference.ts";
import { openApi } from "@/server/api/openapi.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: (ctx) => page(openApi(ctx.state.domain.version) as unknown as ApiDocument),
});

export default define.page<typeof handler>(function ReferencePage({ data }) {
  const words = referenceWords();
  return (
    <main id="content">
      <Head>
        <title>{words.title} · Meshping</title>
      </Head>
      <div class="head">
        <h1>{words.title}</h1>
      </div>
      <Reference document={data} />
    </main>
  );
});
