import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import AgentCard from "@/islands/AgentCard.tsx";
import EnrolWatch from "@/islands/EnrolWatch.tsx";
import { AdminTabs } from "@/components/admin/AdminTabs.tsx";
import { enrolWords } from "@/components/words/enrol.ts";
import { refusalsWords } from "@/components/words/refusals.ts";
import { readForm } from "@/server/api/form_body.ts";
import { serverUrl } from "@/server/api/server_url.ts";
import {
  type Agent,
  type AgentEvent,
  define,
  type Domain,
  type NewEnrolment,
  Refusal,
} from "@/server/define.ts";

interface AgentData {
  agent: Agent;
  events: AgentEvent[];
  /** The token for a new key, shown this once. */
  made: NewEnrolment | null;
  problem: string | null;
}

export const handler = define.handlers({
  GET: async (ctx) => page(await dataOf(ctx.state.domain, ctx.params.ref)),
  async POST(ctx) {
    const { domain, person } = ctx.state, { ref } = ctx.params;
    const data = await dataOf(domain, ref);
    if ((await readForm(ctx.req)).get("action") !== "rotate") {
      throw new HttpError(400, "action takes rotate");
    }
    try {
      const url = serverUrl(ctx.state, ctx.url);
      return page({ ...data, made: await domain.agents.rotate(ref, person!.name, url) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return page({ ...data, problem: error.message }, { status: 422 });
    }
  },
});

async function dataOf({ agents }: Domain, ref: string): Promise<AgentData> {
  const agent = agents.find(ref);
  if (!agent) throw new HttpError(404, "There is no such agent.");
  return { agent, events: await agents.events(ref), made: null, problem: null };
}

export default define.page<typeof handler>(function AgentPage({ data, state }) {
  const { agent, events, made, problem } = data;
  const agents = state.domain.agents.list(), nowMs = state.domain.results.matrix().sentAtMs;
  const waiting = agents.filter(({ status }) => status === "pending" || status === "hold").length;
  return (
    <main id="content">
      <Head>
        <title>{agent.name} · Meshping</title>
      </Head>
      <AdminTabs here="agents" waiting={waiting} role={state.person!.role} />
      {problem && <p class="sect error" role="alert">{refusalsWords().say(problem)}</p>}
      {made && (
        <section class="sect column" aria-labelledby="new-key">
          <div class="sect-head">
            <h2 id="new-key">{enrolWords().newKey}</h2>
          </div>
          <EnrolWatch
            id={made.id}
            uses={1}
            commands={made.commands}
            agents={[agent]}
            madeAtMs={nowMs}
            expiresAtMs={made.expiresAtMs}
          />
        </section>
      )}
      <AgentCard agent={agent} events={events} nowMs={nowMs} />
    </main>
  );
});
