import type { Agent } from "@/shared/agent.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { agentsWords } from "@/components/words/agents.ts";

/** Where it calls from; an agent that moved shows both addresses. */
export function AgentAddress({ agent: { address, previousAddress, place } }: { agent: Agent }) {
  return (
    <>
      {previousAddress !== null && (
        <>
          <s class="mono faint">{previousAddress}</s>
          {" → "}
        </>
      )}
      <span class="mono">{address}</span> {place && (
        <span class="faint small">
          <Visible text={agentsWords().place(place)} />
        </span>
      )}
    </>
  );
}
