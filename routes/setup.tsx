import { page } from "fresh";
import { Head } from "fresh/runtime";
import LinkKey from "@/islands/LinkKey.tsx";
import { EntryField, EntryForm } from "@/components/shell/EntryForm.tsx";
import { readForm } from "@/server/api/form_body.ts";
import { visitorOf } from "@/server/api/visitor.ts";
import { define } from "@/server/define.ts";
import { entryWords } from "@/components/words/entry.ts";
import { refusalsWords } from "@/components/words/refusals.ts";

export const config = { skipInheritedLayouts: true };

const SHORTEST_PASSWORD = 8;

interface SetupData {
  name: string;
  key: string;
  problem: "tooShort" | { message: string } | null;
}

export const handler = define.handlers({
  async GET(ctx) {
    if (!await ctx.state.domain.auth.needsSetup()) return ctx.redirect("/login", 303);
    return page<SetupData>({ name: "admin", key: "", problem: null });
  },
  async POST(ctx) {
    const form = await readForm(ctx.req);
    const name = String(form.get("name") ?? ""), password = String(form.get("password") ?? "");
    const key = String(form.get("key") ?? "");
    if ([...password].length < SHORTEST_PASSWORD) {
      return page<SetupData>({ name, key, problem: "tooShort" }, { status: 422 });
    }
    const answer = await ctx.state.domain.auth.setUp({
      ...visitorOf(ctx.state, ctx.req.headers),
      ...{ key, name, password },
    });
    if (!answer.ok) {
      const { message } = answer;
      return page<SetupData>({ name, key, problem: { message } }, { status: 422 });
    }
    const response = ctx.redirect("/", 303);
    response.headers.append("set-cookie", ctx.state.sessionCookie.start(answer.sessionToken));
    return response;
  },
});

export default define.page<typeof handler>(function SetupPage({ data }) {
  const words = entryWords(), invalid = data.problem !== null;
  return (
    <EntryForm title={words.firstAccount} problem={problemInWords(data.problem)}>
      <Head>
        <title>{words.setUp} · Meshping</title>
      </Head>
      <p class="small dim">{words.worksOnce}</p>
      <LinkKey label={words.key} value={data.key} />
      <EntryField
        name="name"
        label={words.name}
        autocomplete="username"
        value={data.name}
        invalid={invalid}
      />
      <EntryField
        name="password"
        label={words.password}
        type="password"
        autocomplete="new-password"
        minLength={SHORTEST_PASSWORD}
        hint={words.atLeast(SHORTEST_PASSWORD)}
        invalid={invalid}
        focus
      />
      <button type="submit" class="btn main tall">{words.make}</button>
    </EntryForm>
  );
});

function problemInWords(problem: SetupData["problem"]): string | null {
  const words = entryWords();
  if (problem === "tooShort") return words.tooShort(SHORTEST_PASSWORD);
  return problem && refusalsWords().say(problem.message);
}
