import { page } from "fresh";
import { Head } from "fresh/runtime";
import { EntryField, EntryForm } from "@/components/shell/EntryForm.tsx";
import { nextPath } from "@/components/shell/next_path.ts";
import { readForm } from "@/server/api/form_body.ts";
import { visitorOf } from "@/server/api/visitor.ts";
import { define } from "@/server/define.ts";
import { entryWords } from "@/components/words/entry.ts";
import { refusalsWords } from "@/components/words/refusals.ts";

export const config = { skipInheritedLayouts: true };

interface LogInData {
  name: string;
  problem: string | null;
  needsSetup: boolean;
  /** The password was right: what goes with the code. */
  secondStep: string | null;
  /** Comes from setting a password. */
  joined: boolean;
}
const usual: LogInData = {
  name: "",
  problem: null,
  needsSetup: false,
  secondStep: null,
  joined: false,
};

export const handler = define.handlers({
  async GET(ctx) {
    const { searchParams } = ctx.url;
    if (ctx.state.person) return ctx.redirect(nextPath(searchParams.get("next")), 303);
    const needsSetup = await ctx.state.domain.auth.needsSetup();
    return page<LogInData>({ ...usual, needsSetup, joined: searchParams.has("joined") });
  },
  async POST(ctx) {
    const form = await readForm(ctx.req);
    const text = (field: string) => String(form.get(field) ?? "");
    const { auth } = ctx.state.domain;
    const visitor = visitorOf(ctx.state, ctx.req.headers);
    const secondStep = text("second_step"), name = text("name");
    const answer = secondStep
      ? await auth.confirmLogIn({ ...visitor, secondStep, code: text("code") })
      : await auth.logIn({ ...visitor, name, password: text("password") });
    if (!answer.ok) {
      // Asking for the code is no problem, as long as none was given.
      const first = answer.secondStep !== undefined && !secondStep;
      const problem = first ? null : answer.message;
      const data = { ...usual, name, problem, secondStep: answer.secondStep ?? null };
      return page<LogInData>(data, { status: first ? 200 : 401 });
    }
    const response = ctx.redirect(nextPath(ctx.url.searchParams.get("next")), 303);
    response.headers.append("set-cookie", ctx.state.sessionCookie.start(answer.sessionToken));
    return response;
  },
});

export default define.page<typeof handler>(function LogInPage({ data, state, url }) {
  const words = entryWords();
  return (
    <EntryForm title={words.logIn} problem={data.problem && refusalsWords().say(data.problem)}>
      <Head>
        <title>{words.logIn} · Meshping</title>
      </Head>
      {data.secondStep !== null ? <CodeStep secondStep={data.secondStep} /> : (
        <PasswordStep
          data={data}
          provider={state.domain.auth.provider}
          next={nextPath(url.searchParams.get("next"))}
        />
      )}
    </EntryForm>
  );
});

interface PasswordStepProps {
  data: LogInData;
  provider: { label: string } | null;
  next: string;
}

function PasswordStep({ data, provider, next }: PasswordStepProps) {
  const words = entryWords(), invalid = data.problem !== null;
  return (
    <>
      {data.joined && <p class="small">{words.joined}</p>}
      {data.needsSetup && <p class="small dim">{words.nobodyYet}</p>}
      <EntryField
        name="name"
        label={words.name}
        autocomplete="username"
        value={data.name}
        invalid={invalid}
        focus={!invalid}
      />
      <EntryField
        name="password"
        label={words.password}
        type="password"
        autocomplete="current-password"
        invalid={invalid}
        focus={invalid}
      />
      <button type="submit" class="btn main tall">{words.logIn}</button>
      {provider !== null && (
        <a class="btn tall" href={`/login/oidc?next=${encodeURIComponent(next)}`}>
          {provider.label || words.provider}
        </a>
      )}
      <p class="small dim">
        {words.forgot}
        <br />
        <code class="wrap">deno task admin user passwd NAME</code>
      </p>
    </>
  );
}

function CodeStep({ secondStep }: { secondStep: string }) {
  const words = entryWords();
  return (
    <>
      <input type="hidden" name="second_step" value={secondStep} />
      <EntryField
        name="code"
        label={words.code}
        autocomplete="one-time-code"
        hint={words.codeHint}
        invalid={false}
        focus
      />
      <button type="submit" class="btn main tall">{words.logIn}</button>
      <p class="small dim">
        <a href="/login">{words.startAgain}</a> {words.noCode}
      </p>
    </>
  );
}
