import { page } from "fresh";
import { Head } from "fresh/runtime";
import { EntryForm } from "@/components/shell/EntryForm.tsx";
import { visitorOf } from "@/server/api/visitor.ts";
import { define } from "@/server/define.ts";
import { refusalsWords } from "@/components/words/refusals.ts";
import { entryWords } from "@/components/words/entry.ts";

export const config = { skipInheritedLayouts: true };

/** Where the identity provider sends people back to. */
export const handler = define.handlers({
  async GET(ctx) {
    const { domain: { auth: { provider } }, flowCookie, sessionCookie } = ctx.state;
    const flow = flowCookie.read();
    if (!provider || !flow) {
      {
        return page({ problem: "That took too long. Log in again." }, { status: 400 });
      }
    }
    const visitor = visitorOf(ctx.state, ctx.req.headers);
    const answer = await provider.finish({ ...visitor, returned: ctx.url, flow });
    if (!answer.ok) {
      const headers = { "set-cookie": flowCookie.end() };
      return page({ problem: answer.message }, { status: 401, headers });
    }
    const response = ctx.redirect(answer.next ?? "/", 303);
    response.headers.append("set-cookie", flowCookie.end());
    response.headers.append("set-cookie", sessionCookie.start(answer.sessionToken));
    return response;
  },
});

export default define.page<typeof handler>(function CallbackPage({ data }) {
  const words = entryWords();
  return (
    <EntryForm title={words.logIn} problem={refusalsWords().say(data.problem)}>
      <Head>
        <title>{words.logIn} · Meshping</title>
      </Head>
      <a class="btn main tall" href="/login">{words.tryAgain}</a>
    </EntryForm>
  );
});
