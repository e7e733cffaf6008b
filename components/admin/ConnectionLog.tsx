import type { AgentEvent } from "@/shared/agent.ts";
import { Ago } from "@/components/text/Ago.tsx";
import { formatClock } from "@/components/text/format.ts";
import { HeadRow } from "@/components/text/HeadRow.tsx";
import { Moment } from "@/components/text/Moment.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { agentsWords } from "@/components/words/agents.ts";

const LOOKS: Partial<Record<AgentEvent["event"], string>> = {
  held: "slow",
  refused: "fail",
  rejected: "fail",
  approved: "ok",
};

/** The connections and decisions of one agent, newest first. */
export function ConnectionLog({ events, nowMs }: { events: readonly AgentEvent[]; nowMs: number }) {
  const words = agentsWords();
  return (
    <table class="table stack">
      <HeadRow names={[words.log.when, words.log.what, words.address, words.log.detail]} />
      <tbody>
        {events.map(({ atMs, event, address, detail }, place) => (
          <tr key={`${atMs} ${events.length - place}`}>
            <td class="nowrap">
              <Moment atMs={atMs}>{formatClock(atMs)}</Moment>{" "}
              <span class="faint small">
                <Ago atMs={atMs} nowMs={nowMs} />
              </span>
            </td>
            <td class="nowrap">
              <span class={LOOKS[event]}>{words.events[event]}</span>
            </td>
            <td class="mono">{address}</td>
            <td class="dim">
              <Visible text={words.why(detail)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
