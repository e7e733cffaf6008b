import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import EnrolWatch from "@/islands/EnrolWatch.tsx";
import { AdminTabs } from "@/components/admin/AdminTabs.tsx";
import { EMPTY_FORM, type EnrolForm, requestOf, typedIn } from "@/components/admin/enrol_form.ts";
import { EnrolFields } from "@/components/admin/EnrolFields.tsx";
import { OpenEnrolments } from "@/components/admin/OpenEnrolments.tsx";
import { enrolWords } from "@/components/words/enrol.ts";
import { readForm } from "@/server/api/form_body.ts";
import { serverUrl } from "@/server/api/server_url.ts";
import { define, type NewEnrolment, type OpenEnrolment, Refusal } from "@/server/define.ts";

interface EnrolData {
  form: EnrolForm;
  made: NewEnrolment | null;
  problem: string | null;
  open: OpenEnrolment[];
}

export const handler = define.handlers({
  async GET(ctx) {
    const open = await ctx.state.domain.agents.enrolments();
    return page({ form: EMPTY_FORM, made: null, problem: null, open } satisfies EnrolData);
  },
  async POST(ctx) {
    const sent = await readForm(ctx.req), form = typedIn(sent);
    const { domain: { agents }, person } = ctx.state;
    try {
      if (sent.get("action") === "revoke") {
        await agents.revokeEnrolment(String(sent.get("id") ?? ""), person!.name);
        return ctx.redirect("/admin/agents/new", 303);
      }
      if (sent.get("action") !== "enrol") throw new HttpError(400, "action takes enrol or revoke");
      // There is no redirect: it would have to carry the secret in an address, where histories and
      // logs keep it. The token is in this answer only.
      const url = serverUrl(ctx.state, ctx.url);
      const made = await agents.enrol(requestOf(form), person!.name, url);
      return page({ form, made, problem: null, open: await agents.enrolments() });
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof RangeError)) throw error;
      const open = await agents.enrolments();
      return page({ form, made: null, problem: error.message, open }, { status: 422 });
    }
  },
});

export default define.page<typeof handler>(function NewAgentPage({ data, state }) {
  const { form, made, problem, open } = data, words = enrolWords();
  const agents = state.domain.agents.list(), nowMs = state.domain.results.matrix().sentAtMs;
  const waiting = agents.filter(({ status }) => status === "pending" || status === "hold").length;
  return (
    <main id="content">
      <Head>
        <title>{words.title} · Meshping</title>
      </Head>
      <AdminTabs here="agents" waiting={waiting} role={state.person!.role} />
      <section class="sect column" aria-labelledby="add-agent">
        <div class="sect-head">
          <h2 id="add-agent">{words.title}</h2>
          {made && <a class="push small" href="/admin/agents/new">{words.another}</a>}
        </div>
        {made
          ? (
            <EnrolWatch
              id={made.id}
              uses={open.find(({ id }) => id === made.id)?.uses ?? 1}
              commands={made.commands}
              agents={agents}
              madeAtMs={nowMs}
              expiresAtMs={made.expiresAtMs}
            />
          )
          : <EnrolFields form={form} problem={problem} />}
      </section>
      <section class="sect" aria-labelledby="open-tokens">
        <div class="sect-head">
          <h2 id="open-tokens">{words.openTokens}</h2>
          {open.length === 0 && <span class="faint small">{words.none}</span>}
        </div>
        {open.length > 0 && <OpenEnrolments enrolments={open} nowMs={nowMs} />}
      </section>
    </main>
  );
});
