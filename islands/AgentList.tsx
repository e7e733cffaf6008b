import { useSignal } from "@preact/signals";
import type { Agent } from "@/shared/agent.ts";
import { agentsOf } from "@/components/admin/agents_answer.ts";
import { AgentTable } from "@/components/admin/AgentTable.tsx";
import { filterAgents } from "@/components/admin/filter_agents.ts";
import { useClock } from "@/components/live/use_clock.ts";
import { usePoll } from "@/components/live/use_poll.ts";
import { formatCount } from "@/components/text/format.ts";
import { agentsWords } from "@/components/words/agents.ts";
import { enrolWords } from "@/components/words/enrol.ts";

interface AgentListProps {
  agents: Agent[];
  /** Of the address: what the list is narrowed to. */
  query: string;
  /** Unix time of the server in milliseconds. */
  nowMs: number;
}

/** Often enough that a new agent shows within two seconds. */
const POLL_MS = 1_500;
const BULK = "bulk";

/** Every agent by what is to be decided; new ones appear by themselves. */
export default function AgentList({ agents: first, query: asked, nowMs }: AgentListProps) {
  const words = agentsWords();
  const { value, stale, live } = usePoll("/api/v1/agents", agentsOf, first, POLL_MS);
  const now = useClock(nowMs, !stale.value), query = useSignal(asked);
  const shown = filterAgents(value.value, query.value);
  const by = (...statuses: Agent["status"][]) =>
    shown.filter(({ status }) => statuses.includes(status));
  const approved = by("approved"), kept = by("blacklisted");
  const connected = approved.filter((agent) => agent.connected).length;
  return (
    <div data-live={live.value}>
      {stale.value && <p class="sect error" role="alert">{words.mayBeOld}</p>}
      <Search query={query.value} onQuery={(next) => query.value = next} />
      <Waiting agents={by("pending", "hold")} nowMs={now.value} />
      {shown.length === 0 && query.value !== "" && (
        <p class="sect dim" role="status">{words.nothing}</p>
      )}
      <section class="sect" aria-label={words.approved}>
        <div class="sect-head">
          <h2>{words.approved}</h2>
          <span class="faint small">
            {words.counted(
              formatCount(approved.length),
              approved.length === 1,
              formatCount(connected),
            )}
          </span>
        </div>
        {approved.length > 0 && <AgentTable agents={approved} nowMs={now.value} />}
      </section>
      {kept.length > 0 && (
        <section class="sect" aria-label={words.blacklisted}>
          <div class="sect-head">
            <h2>{words.blacklisted}</h2>
          </div>
          <AgentTable agents={kept} nowMs={now.value} />
        </section>
      )}
    </div>
  );
}

/** Narrows the list as one types, and keeps the words in the address; a plain form without script. */
function Search({ query, onQuery }: { query: string; onQuery: (query: string) => void }) {
  const words = agentsWords();
  const type = (next: string) => {
    onQuery(next);
    const url = new URL(location.href);
    if (next) url.searchParams.set("q", next);
    else url.searchParams.delete("q");
    history.replaceState(null, "", url);
  };
  return (
    <div class="head tools">
      <form
        method="get"
        action="/admin"
        role="search"
        aria-label={words.title}
        onSubmit={(event) => event.preventDefault()}
      >
        <input
          class="input lookup"
          type="search"
          name="q"
          value={query}
          placeholder={words.searchBy}
          aria-label={words.search}
          onInput={({ currentTarget }) => type(currentTarget.value)}
        />
      </form>
      <a class="btn main push" href="/admin/agents/new">{enrolWords().title}</a>
    </div>
  );
}

/** Those who wait for a decision, one by one or together. */
function Waiting({ agents, nowMs }: { agents: Agent[]; nowMs: number }) {
  const words = agentsWords();
  const picked = useSignal<ReadonlySet<string>>(new Set());
  // Whoever is not shown is not approved: what one does not see one has not compared.
  const chosen = agents.filter(({ ref }) => picked.value.has(ref)).length;
  const selection = {
    formId: BULK,
    has: (ref: string) => picked.value.has(ref),
    onToggle: (refs: readonly string[], on: boolean) => {
      const next = new Set(picked.value);
      for (const ref of refs) on ? next.add(ref) : next.delete(ref);
      picked.value = next;
    },
  };
  return (
    <section class="sect" aria-label={words.waiting}>
      <div class="sect-head">
        <h2>{words.waiting}</h2>
        <span class="faint small" role="status">
          {agents.length ? words.compare : words.nobody}
        </span>
        {agents.length > 0 && (
          <form method="post" action="/admin" id={BULK} class="push">
            <button type="submit" class="btn" name="action" value="approve">
              {words.approveSelected} {chosen > 0 && <span class="faint">{chosen}</span>}
            </button>
          </form>
        )}
      </div>
      {agents.length > 0 && <AgentTable agents={agents} nowMs={nowMs} selection={selection} />}
    </section>
  );
}
