import type { Agent, AgentHealth } from "@/shared/agent.ts";
import { Refusal } from "@/shared/refusal.ts";
import type { Identity, ResolvedTarget } from "@/shared/wire/control.ts";
import type {
  AgentEvent,
  AgentRecord,
  AgentsService,
  Enrolment,
  EnrolmentOptions,
  NewEnrolment,
  OpenEnrolment,
} from "../domain/agents.ts";
import { Admission, type Newcomer } from "./admission.ts";
import { AgentRecords, type RecordsOptions } from "./agent_records.ts";
import { Decisions } from "./decisions.ts";
import { Enrolments, type EnrolmentsOptions } from "./enrolments.ts";
import { Presence } from "./presence.ts";
import { changeInWords, editedAgent } from "./edited_agent.ts";

export type RegistryOptions = RecordsOptions & EnrolmentsOptions;

/** Every agent the server knows, and where it stands: one face of the parts beside this file. */
export class AgentRegistry implements AgentsService {
  #decisions: Decisions;
  #enrolments: Enrolments;
  #admission: Admission;
  #presence: Presence;

  private constructor(private readonly records: AgentRecords, options: RegistryOptions) {
    this.#decisions = new Decisions(records, options.store);
    this.#enrolments = new Enrolments(options);
    this.#admission = new Admission(records, this.#enrolments, options);
    this.#presence = new Presence(records, options.now);
  }

  static async open(options: RegistryOptions): Promise<AgentRegistry> {
    return new AgentRegistry(await AgentRecords.open(options), options);
  }

  list(): Agent[] {
    return [...this.records.all()].map((record) => this.records.toAgent(record));
  }

  find(idOrRef: string): Agent | null {
    const record = this.records.find(idOrRef);
    return record ? this.records.toAgent(record) : null;
  }

  /** Calls `listener` with the ref of each agent that changed. Returns a function that ends it. */
  onChange(listener: (ref: string) => void): () => void {
    return this.records.onChange(listener);
  }

  async approve(idOrRef: string, by: string): Promise<Agent> {
    return this.records.toAgent(await this.#decisions.decide(idOrRef, "approved", by));
  }

  async reject(idOrRef: string, by: string): Promise<Agent> {
    return this.records.toAgent(await this.#decisions.decide(idOrRef, "blacklisted", by));
  }

  async hold(idOrRef: string, by: string): Promise<Agent> {
    return this.records.toAgent(await this.#decisions.decide(idOrRef, "hold", by));
  }

  remove(idOrRef: string, by: string): Promise<void> {
    return this.#decisions.remove(idOrRef, by);
  }

  async edit(idOrRef: string, change: unknown, by: string): Promise<Agent> {
    const { before, record } = await this.records.change(
      idOrRef,
      (before) => editedAgent(before, change),
    );
    await this.records.audit(by, "agent.edit", record, changeInWords(before, record));
    this.records.tell(record.ref);
    return this.records.toAgent(record);
  }

  async rotate(idOrRef: string, by: string, serverUrl: string): Promise<NewEnrolment> {
    const record = this.records.require(idOrRef);
    if (record.local) throw new Refusal("conflict", "the server's own agent keeps its key");
    const options = { name: record.name, uses: 1 };
    const made = await this.#enrolments.make(options, by, serverUrl, record.ref);
    await this.records.audit(by, "agent.rotate", record);
    return made;
  }

  events(idOrRef: string): Promise<AgentEvent[]> {
    return this.records.events(this.records.require(idOrRef).ref);
  }

  enrol(options: EnrolmentOptions, by: string, serverUrl: string): Promise<NewEnrolment> {
    return this.#enrolments.make(options, by, serverUrl, null);
  }

  enrolments(): Promise<OpenEnrolment[]> {
    return this.#enrolments.open();
  }

  revokeEnrolment(id: string, by: string): Promise<void> {
    return this.#enrolments.revoke(id, by);
  }

  /** The enrolment an agent names in its first message, while it is good. */
  enrolment(id: string): Promise<Enrolment | null> {
    return this.#enrolments.find(id);
  }

  /** The enrolment whose secret an agent of the plain dialect gave as its passphrase. */
  enrolmentBySecret(secret: string): Promise<Enrolment | null> {
    return this.#enrolments.bySecret(secret);
  }

  /** Whether an agent that proves a key came in with this token. */
  isNativeToken(enrolmentId: string): boolean {
    return [...this.records.all()].some((record) =>
      record.enrolmentId === enrolmentId && record.wire === "native"
    );
  }

  /** How many approved agents belong at this address. */
  approvedAt(address: string): number {
    let count = 0;
    for (const record of this.records.all()) {
      if (record.status === "approved" && record.address === address) count++;
    }
    return count;
  }

  /** The agent that owns this key. */
  byKey(publicKey: string): AgentRecord | null {
    return this.records.byKey(publicKey);
  }

  /** @throws {Refusal} as {@linkcode Admission.admit} */
  admit(newcomer: Newcomer): Promise<AgentRecord> {
    return this.#admission.admit(newcomer);
  }

  /** Notes a connection of a known agent. An approved agent at another address goes on hold. */
  connected(
    ref: string,
    identity: Pick<Identity, "hostname" | "version">,
    address: string,
  ): Promise<AgentRecord> {
    return this.#presence.connected(ref, identity, address);
  }

  /** Notes that a connection from `address` has ended, and why. */
  disconnected(ref: string, address: string, reason: string): Promise<void> {
    return this.#presence.disconnected(ref, address, reason);
  }

  /** Notes that a newer connection, from `address`, has taken an agent's place. */
  replaced(ref: string, address: string): Promise<void> {
    return this.#presence.replaced(ref, address);
  }

  roundReceived(ref: string, startedAtMs: number): void {
    this.#presence.roundReceived(ref, startedAtMs);
  }

  /** Takes what an agent says of itself. */
  reported(ref: string, report: AgentHealth & { droppedRounds: number }): void {
    this.#presence.reported(ref, report);
  }

  /** Takes where an agent's requests to host names went. */
  noteResolved(ref: string, found: readonly ResolvedTarget[]): void {
    this.#presence.resolved(ref, found);
  }

  resolved(idOrRef: string): ReadonlyMap<string, string> {
    const record = this.records.find(idOrRef);
    return (record && this.records.live(record.ref)?.resolved) ?? new Map();
  }
}
