import type { AgentStatus } from "@/shared/agent.ts";
import { Refusal } from "@/shared/refusal.ts";
import type { AgentEvent, AgentRecord, AgentStore } from "../domain/agents.ts";
import type { AgentRecords } from "./agent_records.ts";

/** What an administrator decides, as the audit log and the agent's own log have it. */
const WORDS: Record<
  Exclude<AgentStatus, "pending">,
  { action: string; event: AgentEvent["event"] }
> = {
  approved: { action: "agent.approve", event: "approved" },
  hold: { action: "agent.hold", event: "held" },
  blacklisted: { action: "agent.reject", event: "rejected" },
};

/** What people decide about agents. */
export class Decisions {
  constructor(
    private readonly records: AgentRecords,
    private readonly store: Pick<AgentStore, "nextAgentNumber">,
  ) {}

  /** @throws {Refusal} when there is no such agent */
  async decide(
    idOrRef: string,
    status: Exclude<AgentStatus, "pending">,
    by: string,
  ): Promise<AgentRecord> {
    const { before, record } = await this.records.change(idOrRef, async (before) => ({
      ...before,
      status,
      // Given once, at the first approval.
      number: before.number ??
        (status === "approved" ? await this.store.nextAgentNumber() : null),
      previousAddress: status === "approved" ? null : before.previousAddress,
    }));
    const { action, event } = WORDS[status];
    const moved = before.previousAddress !== null && before.previousAddress !== record.address &&
      status === "approved";
    const way = moved ? `${before.previousAddress} → ${record.address}` : "";
    await this.records.audit(by, action, record, way);
    await this.records.note(
      record.ref,
      event,
      record.address,
      way ? `by ${by}, ${way}` : `by ${by}`,
    );
    this.records.tell(record.ref);
    return record;
  }

  /** Forgets an agent. @throws {Refusal} for the server's own */
  async remove(idOrRef: string, by: string): Promise<void> {
    const record = this.records.require(idOrRef);
    if (record.local) {
      throw new Refusal("conflict", "this is the server's own agent: start with --no-local-agent");
    }
    await this.records.remove(record.ref);
    await this.records.audit(by, "agent.remove", record);
    this.records.tell(record.ref);
  }
}
