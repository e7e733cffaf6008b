import type { ComponentChildren } from "preact";
import type { Agent } from "@/shared/agent.ts";
import { Ago } from "@/components/text/Ago.tsx";
import { formatCount } from "@/components/text/format.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { agentsWords } from "@/components/words/agents.ts";
import { AgentAddress } from "./AgentAddress.tsx";

/** Everything that is known of one agent. */
export function AgentFacts({ agent, nowMs }: { agent: Agent; nowMs: number }) {
  const { health } = agent, words = agentsWords(), { facts } = words;
  return (
    <dl class="agent-facts">
      <Fact name={words.address}>
        <AgentAddress agent={agent} />
      </Fact>
      <Fact name={facts.hostname}>
        <Visible text={agent.hostname} />
      </Fact>
      <Fact name={words.fingerprint}>
        <span class="mono">{agent.fingerprint}</span>
      </Fact>
      <Fact name={facts.proves}>{words.wires[agent.wire]}</Fact>
      <Fact name={words.version}>
        <Visible text={agent.version} />
      </Fact>
      <Fact name={facts.enrolled}>
        <Ago atMs={agent.createdAtMs} nowMs={nowMs} />
      </Fact>
      <Fact name={words.lastSeen}>
        {agent.connected ? words.now : <Ago atMs={agent.lastSeenAtMs} nowMs={nowMs} />}
      </Fact>
      <Fact name={facts.lastRound}>
        <Ago atMs={agent.lastRoundAtMs} nowMs={nowMs} />
      </Fact>
      <Fact name={facts.dropped}>{formatCount(agent.droppedRounds)}</Fact>
      {health && (
        <>
          <Fact name={facts.buffered}>{formatCount(health.bufferedRounds)}</Fact>
          <Fact name={facts.clock}>
            {health.clockOffsetMs === null
              ? words.unknown
              : `${String(health.clockOffsetMs).replace("-", "−")} ms ± ${
                health.clockErrorMs ?? 0
              }`}
          </Fact>
          <Fact name={facts.lag}>{formatCount(health.lagMs)} ms</Fact>
          <Fact name={facts.starved}>{formatCount(health.starvedRounds)}</Fact>
          <Fact name={facts.errors}>{formatCount(health.sendErrors)}</Fact>
          <Fact name={facts.skipped}>{formatCount(health.skippedProbes)}</Fact>
        </>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
