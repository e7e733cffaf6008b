import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import AgentList from "@/islands/AgentList.tsx";
import { AdminTabs } from "@/components/admin/AdminTabs.tsx";
import { RoundStatusBox } from "@/components/status/RoundStatusBox.tsx";
import { agentsWords } from "@/components/words/agents.ts";
import { refusalsWords } from "@/components/words/refusals.ts";
import { readForm } from "@/server/api/form_body.ts";
import { define, type Domain, Refusal } from "@/server/define.ts";

/** Agents that one request decides about: more than a page shows. */
const MOST_AT_ONCE = 1_000;

interface AdminData {
  /** Why, for each of the selected that was not decided. */
  refused: string[];
  /** None was selected. */
  nobody: boolean;
}

export const handler = define.handlers({
  GET: () => page<AdminData>({ refused: [], nobody: false }),
  async POST(ctx) {
    const form = await readForm(ctx.req);
    const { domain, person } = ctx.state, action = String(form.get("action") ?? "");
    const refs = form.getAll("ref").map(String).slice(0, MOST_AT_ONCE);
    if (refs.length === 0) return page<AdminData>({ refused: [], nobody: true }, { status: 422 });
    const refused: string[] = [];
    for (const ref of refs) {
      try {
        if (action === "edit") {
          const change = { name: form.get("name") ?? "", group: form.get("group") ?? "" };
          await domain.agents.edit(ref, change, person!.name);
        } else await decide(domain, action, ref, person!.name);
      } catch (error) {
        // The others of the selection are decided all the same.
        if (!(error instanceof Refusal)) throw error;
        refused.push(error.message);
      }
    }
    if (refused.length > 0) return page<AdminData>({ refused, nobody: false }, { status: 422 });
    const own = form.has("own") && domain.agents.find(refs[0]);
    return ctx.redirect(own ? `/admin/agents/${own.ref}` : "/admin", 303);
  },
});

async function decide({ agents }: Domain, action: string, ref: string, by: string): Promise<void> {
  if (action === "approve") await agents.approve(ref, by);
  else if (action === "hold") await agents.hold(ref, by);
  else if (action === "reject") await agents.reject(ref, by);
  else if (action === "remove") await agents.remove(ref, by);
  else throw new HttpError(400, "action takes approve, hold, reject, remove or edit");
}

export default define.page<typeof handler>(function AdminPage({ data, state, url }) {
  const agents = state.domain.agents.list(), words = agentsWords();
  const waiting = agents.filter(({ status }) => status === "pending" || status === "hold").length;
  return (
    <main id="content">
      <Head>
        <title>{words.title} · Meshping</title>
      </Head>
      <AdminTabs here="agents" waiting={waiting} role={state.person!.role} />
      {data.nobody && <p class="sect error" role="alert">{words.nobodySelected}</p>}
      {data.refused.map((message) => (
        <p key={message} class="sect error" role="alert">{refusalsWords().say(message)}</p>
      ))}
      <AgentList
        agents={agents}
        query={(url.searchParams.get("q") ?? "").slice(0, 200)}
        nowMs={state.domain.results.matrix().sentAtMs}
      />
      <RoundStatusBox {...state.domain.roundStatus()} />
    </main>
  );
});
