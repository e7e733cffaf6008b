import { Visible } from "@/components/text/Visible.tsx";
import { agentsWords } from "@/components/words/agents.ts";
import { Confirm } from "./Confirm.tsx";
import type { Agent } from "@/shared/agent.ts";

/** What an administrator may decide about an agent. */
export type AgentAction = "approve" | "hold" | "reject" | "remove";

interface AgentActionsProps {
  agent: Agent;
  /** On the agent's own page, to which one comes back. */
  own?: boolean;
}

/** The decisions that make sense now. Each is a plain form: it works without a script. */
export function AgentActions({ agent, own = false }: AgentActionsProps) {
  const { status, ref: agentRef, name } = agent, who = { agentRef, own };
  const words = agentsWords();
  return (
    <>
      {status !== "approved" && (
        <Act {...who} action="approve" class="btn main">
          {status === "hold"
            ? words.approveAgain
            : status === "pending"
            ? words.approve
            : words.approveAfterAll}
        </Act>
      )}{" "}
      {(status === "pending" || status === "approved") && (
        <Act {...who} action="hold" class={status === "approved" ? "btn quiet" : "btn"}>
          {words.hold}
        </Act>
      )} {status !== "blacklisted" && (
        <Confirm
          summary={status === "approved" ? words.revoke : words.reject}
          quiet={status === "approved"}
        >
          <span>
            {words.rejectBefore}{" "}
            <b>
              <Visible text={name} />
            </b>{" "}
            {words.rejectAfter}
          </span>
          <Act {...who} action="reject" class="btn danger">{words.putOnBlacklist}</Act>
        </Confirm>
      )} {status !== "blacklisted" && status !== "pending" && (
        <Confirm summary={words.newKey} quiet>
          <span>
            {words.newKeyBefore}{" "}
            <b>
              <Visible text={name} />
            </b>{" "}
            {words.newKeyAfter}
          </span>
          <form method="post" action={`/admin/agents/${agentRef}`}>
            <button type="submit" name="action" value="rotate" class="btn">
              {words.makeToken}
            </button>
          </form>
        </Confirm>
      )} {status !== "pending" && (
        <Confirm summary={words.remove} quiet>
          <span>
            <b>
              <Visible text={name} />
            </b>{" "}
            {words.removeAfter}
          </span>
          <Act {...who} action="remove" class="btn danger">{words.removeIt}</Act>
        </Confirm>
      )}
    </>
  );
}

interface ActProps {
  agentRef: string;
  own: boolean;
  action: AgentAction;
  class: string;
  children: string;
}

function Act({ agentRef, own, action, class: look, children }: ActProps) {
  return (
    <form method="post" action="/admin">
      <input type="hidden" name="ref" value={agentRef} />
      {own && <input type="hidden" name="own" value="1" />}
      <button type="submit" name="action" value={action} class={look}>{children}</button>
    </form>
  );
}
