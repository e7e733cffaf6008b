import type { Agent, AgentEvent } from "@/shared/agent.ts";
import { agentEventsOf } from "@/components/admin/agent_events_answer.ts";
import { agentsOf } from "@/components/admin/agents_answer.ts";
import { AgentActions } from "@/components/admin/AgentActions.tsx";
import { AgentFacts } from "@/components/admin/AgentFacts.tsx";
import { AgentState } from "@/components/admin/AgentState.tsx";
import { ConnectionLog } from "@/components/admin/ConnectionLog.tsx";
import { useClock } from "@/components/live/use_clock.ts";
import { usePoll } from "@/components/live/use_poll.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { agentsWords } from "@/components/words/agents.ts";

interface AgentCardProps {
  agent: Agent;
  /** Newest first. */
  events: AgentEvent[];
  /** Unix time of the server in milliseconds. */
  nowMs: number;
}

const POLL_MS = 2_000;

/** One agent: what is known of it, what can be decided, and its connection log. */
export default function AgentCard({ agent: first, events: firstEvents, nowMs }: AgentCardProps) {
  const words = agentsWords();
  const url = `/api/v1/agents/${first.ref}`;
  const { value, stale, live } = usePoll(
    url,
    (answer) => agentsOf({ agents: [answer] })[0],
    first,
    POLL_MS,
  );
  const { value: events } = usePoll(`${url}/events`, agentEventsOf, firstEvents, POLL_MS);
  const now = useClock(nowMs, !stale.value), agent = value.value;
  return (
    <div data-live={live.value}>
      {stale.value && <p class="sect error" role="alert">{words.thisMayBeOld}</p>}
      <section class="sect" aria-labelledby="agent-name">
        <div class="sect-head">
          <h2 id="agent-name">
            <Visible text={agent.name} />
          </h2>
          <span class="mono faint">{agent.id}</span>
          <AgentState agent={agent} />
          {agent.id && <a class="small" href={`/mesh/${agent.id}`}>{words.itsRow}</a>}
          <span class="acts push">{!agent.local && <AgentActions agent={agent} own />}</span>
        </div>
        <AgentFacts agent={agent} nowMs={now.value} />
      </section>
      <section class="sect" aria-labelledby="agent-log">
        <div class="sect-head">
          <h2 id="agent-log">{words.log.title}</h2>
          <span class="faint small">{words.log.newest}</span>
        </div>
        <ConnectionLog events={events.value} nowMs={now.value} />
      </section>
    </div>
  );
}
