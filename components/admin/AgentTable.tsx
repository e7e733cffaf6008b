import type { Agent } from "@/shared/agent.ts";
import { Ago } from "@/components/text/Ago.tsx";
import { formatCount, formatDuration } from "@/components/text/format.ts";
import { Moment } from "@/components/text/Moment.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { agentsWords } from "@/components/words/agents.ts";
import { AgentActions } from "./AgentActions.tsx";
import { EditAgent } from "./EditAgent.tsx";
import { AgentAddress } from "./AgentAddress.tsx";
import { AgentState } from "./AgentState.tsx";
import { healthWords } from "./health_words.ts";

/** Rows that a person picks out, to decide about them together. */
export interface Selection {
  /** The form that their boxes belong to. */
  formId: string;
  has(ref: string): boolean;
  onToggle(refs: readonly string[], on: boolean): void;
}

interface AgentTableProps {
  agents: readonly Agent[];
  nowMs: number;
  selection?: Selection;
}

/** Agents with what one compares before one decides. */
export function AgentTable({ agents, nowMs, selection }: AgentTableProps) {
  const words = agentsWords();
  return (
    <table class="table stack agents">
      <thead>
        <tr>
          {selection && (
            <th scope="col">
              <All agents={agents} selection={selection} />
            </th>
          )}
          <th scope="col">{words.state}</th>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.address}</th>
          <th scope="col">{words.fingerprint}</th>
          <th scope="col">{words.version}</th>
          <th scope="col">{words.itself}</th>
          <th scope="col" class="num">{words.lostRounds}</th>
          <th scope="col" class="num">{words.lastSeen}</th>
          <th scope="col">
            <span class="sr">{words.decision}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {agents.map((agent) => (
          <tr key={agent.ref}>
            {selection && (
              <td>
                <One agent={agent} selection={selection} />
              </td>
            )}
            <Row agent={agent} nowMs={nowMs} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Row({ agent, nowMs }: { agent: Agent; nowMs: number }) {
  const waits = agent.status === "pending", words = agentsWords();
  return (
    <>
      <td class="nowrap">
        <AgentState agent={agent} /> {waits && (
          <Moment atMs={agent.createdAtMs} class="faint small">
            {formatDuration(nowMs - agent.createdAtMs)}
          </Moment>
        )}
      </td>
      <Name agent={agent} />
      <td class="where">
        <AgentAddress agent={agent} />
      </td>
      <td class="mono small nowrap">{agent.fingerprint}</td>
      <td data-k={words.shortVersion}>
        <Visible text={agent.version} />
      </td>
      <Health agent={agent} />
      <td class="num" data-k={words.shortLostRounds}>{formatCount(agent.droppedRounds)}</td>
      <td class="num nowrap" data-k={words.shortLastSeen}>
        {agent.connected ? words.now : <Ago atMs={agent.lastSeenAtMs} nowMs={nowMs} />}
      </td>
      <td class="acts">
        <EditAgent agent={agent} />{" "}
        {agent.local ? <span class="faint">{words.inServer}</span> : <AgentActions agent={agent} />}
      </td>
    </>
  );
}

function All({ agents, selection }: { agents: readonly Agent[]; selection: Selection }) {
  const refs = agents.map(({ ref }) => ref);
  return (
    <input
      type="checkbox"
      class="needs-script"
      aria-label={agentsWords().all}
      checked={refs.every((ref) => selection.has(ref))}
      onChange={({ currentTarget }) => selection.onToggle(refs, currentTarget.checked)}
    />
  );
}

function One({ agent: { ref, name }, selection }: { agent: Agent; selection: Selection }) {
  return (
    <input
      type="checkbox"
      name="ref"
      value={ref}
      form={selection.formId}
      aria-label={agentsWords().select(name)}
      checked={selection.has(ref)}
      onChange={({ currentTarget }) => selection.onToggle([ref], currentTarget.checked)}
    />
  );
}

/** What the agent measures of itself; empty while it is away. */
function Health({ agent: { health, connected } }: { agent: Agent }) {
  const words = connected ? healthWords(health) : null;
  return (
    <td class="small" data-k={agentsWords().shortItself}>
      {words && (
        <details class="health">
          <summary class={words.bad ? "slow" : "faint"}>{words.text}</summary>
          <dl>
            {words.details.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </td>
  );
}

function Name({ agent: { ref, id, name, hostname, group } }: { agent: Agent }) {
  return (
    <td class="name">
      <a href={`/admin/agents/${ref}`}>
        <b>
          <Visible text={name} />
        </b>
      </a>{" "}
      <span class="faint small">
        {id} {hostname !== name && <Visible text={hostname} />}
      </span>
      {group !== "" && (
        <span class="faint small">
          {" · "}
          <Visible text={group} />
        </span>
      )}
    </td>
  );
}
