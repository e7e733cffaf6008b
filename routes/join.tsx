import { page } from "fresh";
import { Head } from "fresh/runtime";
import LinkKey from "@/islands/LinkKey.tsx";
import { EntryField, EntryForm } from "@/components/shell/EntryForm.tsx";
import { readForm } from "@/server/api/form_body.ts";
import { define, Refusal } from "@/server/define.ts";
import { refusalsWords } from "@/components/words/refusals.ts";
import { entryWords } from "@/components/words/entry.ts";

export const config = { skipInheritedLayouts: true };

const SHORTEST_PASSWORD = 8;
interface JoinData {
  key: string;
  problem: string | null;
}

export const handler = define.handlers({
  GET: () => page<JoinData>({ key: "", problem: null }),
  async POST(ctx) {
    const form = await readForm(ctx.req);
    const key = String(form.get("key") ?? ""), password = String(form.get("password") ?? "");
    try {
      await ctx.state.domain.users.usePasswordLink(key, password, ctx.state.clientAddress);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return page<JoinData>({ key, problem: error.message }, { status: 422 });
    }
    // Not logged in by that: an authenticator is still to be asked.
    return ctx.redirect("/login?joined", 303);
  },
});

export default define.page<typeof handler>(function JoinPage({ data }) {
  const words = entryWords();
  return (
    <EntryForm
      title={words.setPassword}
      problem={data.problem && refusalsWords().say(data.problem)}
    >
      <Head>
        <title>{words.setPassword} · Meshping</title>
      </Head>
      <p class="small dim">{words.linkOnce}</p>
      <LinkKey label={words.key} value={data.key} />
      <EntryField
        name="password"
        label={words.newPassword}
        type="password"
        autocomplete="new-password"
        minLength={SHORTEST_PASSWORD}
        hint={words.phrase(SHORTEST_PASSWORD)}
        invalid={data.problem !== null}
        focus
      />
      <button type="submit" class="btn main tall">{words.setIt}</button>
    </EntryForm>
  );
});
