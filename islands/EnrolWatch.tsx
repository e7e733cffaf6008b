import { useSignal } from "@preact/signals";
import type { Agent } from "@/shared/agent.ts";
import type { EnrolCommand } from "@/shared/enrolment.ts";
import { agentsOf } from "@/components/admin/agents_answer.ts";
import { Arrival } from "@/components/admin/Arrival.tsx";
import { CommandList } from "@/components/admin/CommandList.tsx";
import { useClock } from "@/components/live/use_clock.ts";
import { usePoll } from "@/components/live/use_poll.ts";
import { Glyph } from "@/components/state/Glyph.tsx";
import { formatDuration, formatMinute } from "@/components/text/format.ts";
import { Moment } from "@/components/text/Moment.tsx";
import { MomentIn } from "@/components/text/MomentIn.tsx";
import { enrolWords } from "@/components/words/enrol.ts";
import { refusalsWords } from "@/components/words/refusals.ts";

interface EnrolWatchProps {
  /** `Agent.enrolmentId` of who comes in with the token. */
  id: string;
  uses: number;
  commands: readonly EnrolCommand[];
  agents: Agent[];
  madeAtMs: number;
  expiresAtMs: number;
}

const POLL_MS = 1_000;

/** A token that was just made: what to paste, and who turns up with it. */
export default function EnrolWatch(props: EnrolWatchProps) {
  const { id, uses, commands, agents: first, madeAtMs, expiresAtMs } = props;
  const words = enrolWords();
  const { value, stale, live } = usePoll("/api/v1/agents", agentsOf, first, POLL_MS);
  const now = useClock(madeAtMs, !stale.value), problem = useSignal("");
  const came = value.value.filter(({ enrolmentId }) => enrolmentId === id);
  const over = now.value >= expiresAtMs;
  const approve = async ({ ref }: Agent) => {
    const answer = await fetch(`/api/v1/agents/${ref}/approve`, { method: "POST" })
      .then((response) => response.json(), (error) => ({ detail: String(error) }));
    problem.value = answer.ref ? "" : String(answer.detail);
    const [approved] = answer.ref ? agentsOf({ agents: [answer] }) : [];
    value.value = value.value.map((agent) => agent.ref === approved?.ref ? approved : agent);
  };
  return (
    <ol class="steps" data-live={live.value}>
      <li>
        <Glyph name="tick" class="ok" />
        <span>
          {words.token}{" "}
          <span class="faint small">
            <MomentIn atMs={expiresAtMs} say={(time) => words.ends(uses, time)}>
              {formatMinute(expiresAtMs)}
            </MomentIn>
          </span>
        </span>
      </li>
      <li>
        {came.length > 0 && <Glyph name="tick" class="ok" />}
        <span>{words.runIt}</span>
        <CommandList commands={commands} />
        <span class="faint small">{words.shownOnce}</span>
      </li>
      <li>
        {came.length > 0
          ? <Glyph name="tick" class="ok" />
          : over
          ? <Glyph name="ban" />
          : <Glyph name="wait" class="waiting" />}
        <span role="status">
          {came.length > 0 ? words.called(came.length, uses) : over ? words.ended : words.waiting}
        </span>
        {came.length === 0 && !over && (
          <span class="faint small">
            <Moment atMs={madeAtMs}>{formatDuration(now.value - madeAtMs)}</Moment> ·{" "}
            {words.nothing(hostHere())}
          </span>
        )}
        {came.map((agent) => <Arrival key={agent.ref} agent={agent} onApprove={approve} />)}
        {problem.value && (
          <p class="error" role="alert">{words.failed}{refusalsWords().say(problem.value)}</p>
        )}
        {stale.value && <p class="error" role="alert">{words.stale}</p>}
      </li>
    </ol>
  );
}

const hostHere = () => globalThis.location?.host ?? "";
