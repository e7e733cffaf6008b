import type { Agent } from "@/shared/agent.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { agentsWords } from "@/components/words/agents.ts";
import { enrolWords } from "@/components/words/enrol.ts";
import { AgentState } from "./AgentState.tsx";

interface ArrivalProps {
  agent: Agent;
  onApprove: (agent: Agent) => void;
}

/** An agent that came in with a token: what one compares, and the yes. */
export function Arrival({ agent, onApprove }: ArrivalProps) {
  const words = enrolWords(), agentWords = agentsWords();
  const waits = agent.status === "pending" || agent.status === "hold";
  return (
    <div class="arrival">
      <p>
        <AgentState agent={agent} />{" "}
        <a href={`/admin/agents/${agent.ref}`}>
          <b>
            <Visible text={agent.name} />
          </b>
        </a>
      </p>
      <p class="small">
        {words.calledFrom} <span class="mono">{agent.address}</span>{" "}
        <span class="faint">
          <Visible text={agentWords.place(agent.place)} />
        </span>
      </p>
      <p class="small">
        {words.key} <span class="mono">{agent.fingerprint}</span>
      </p>
      {waits && (
        <>
          <p class="small faint">{words.compare}</p>
          <button type="button" class="btn main" onClick={() => onApprove(agent)}>
            {agentWords.approve}
          </button>
        </>
      )}
      {agent.status === "approved" && agent.id && <p class="small ok">{words.approved(agent.id)}
      </p>}
    </div>
  );
}
