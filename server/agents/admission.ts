import { Refusal } from "@/shared/refusal.ts";
import type { Identity } from "@/shared/wire/control.ts";
import type { AgentRecord, AgentStore, Enrolment } from "../domain/agents.ts";
import type { AgentRecords } from "./agent_records.ts";
import type { Enrolments } from "./enrolments.ts";
import { KeyTurns } from "./key_turns.ts";
import { randomWord } from "./random_word.ts";

/** Agents that wait for an administrator; more are turned away, so that a flood cannot fill the disk. */
const MAX_PENDING = 1_000;

/** Somebody who proved a key, or a passphrase, and opened an enrolment. */
export interface Newcomer {
  enrolment: Enrolment;
  publicKey: string;
  identity: Identity;
  /** As the server sees it. */
  address: string;
  local: boolean;
  wire: AgentRecord["wire"];
}

/** The way in for agents that are not known yet, and for new keys of known ones. */
export class Admission {
  #turns = new KeyTurns();

  constructor(
    private readonly records: AgentRecords,
    private readonly enrolments: Enrolments,
    private readonly options: { store: Pick<AgentStore, "nextAgentNumber">; now: () => number },
  ) {}

  /**
   * One newcomer after another: a key that two connections bring at the same time is one agent, and
   * the bound on those who wait holds.
   * @throws {Refusal} when the enrolment was spent meanwhile or too many agents wait
   */
  admit(newcomer: Newcomer): Promise<AgentRecord> {
    return this.#turns.take("", () => {
      const known = this.records.byKey(newcomer.publicKey);
      if (known) return Promise.resolve(known);
      const isNew = newcomer.enrolment.agentRef === null;
      return isNew ? this.#takeIn(newcomer) : this.#rekey(newcomer);
    });
  }

  async #takeIn(newcomer: Newcomer): Promise<AgentRecord> {
    const { enrolment, publicKey, identity, address, local, wire } = newcomer;
    const { store, now } = this.options;
    const waiting = [...this.records.all()].filter(({ status }) => status === "pending").length;
    if (waiting >= MAX_PENDING) {
      throw new Refusal("too_many_requests", `${waiting} agents wait for approval already`);
    }
    await this.enrolments.spend(enrolment.id);
    const record: AgentRecord = {
      ref: randomWord(9),
      number: enrolment.preApproved ? await store.nextAgentNumber() : null,
      name: enrolment.name ?? identity.hostname,
      group: "",
      hostname: identity.hostname,
      address,
      version: identity.version,
      publicKey,
      previousAddress: null,
      wire,
      enrolmentId: enrolment.id,
      status: enrolment.preApproved ? "approved" : "pending",
      local,
      createdAtMs: now(),
      lastSeenAtMs: now(),
    };
    // A passphrase identifies its agent from now on: nobody else can come in with it.
    if (wire === "json") await this.enrolments.end(enrolment.id);
    await this.records.add(record);
    await this.records.audit(enrolment.createdBy, `agent.${record.status}`, record);
    const token = `${record.status}, by the token ${enrolment.id} of ${enrolment.createdBy}`;
    await this.records.note(record.ref, "enrolled", address, token);
    this.records.tell(record.ref);
    return record;
  }

  /** Gives a known agent the key of whoever opened its rotation token. */
  async #rekey({ enrolment, publicKey, address, wire }: Newcomer): Promise<AgentRecord> {
    const ref = enrolment.agentRef!;
    const oldKey = this.records.live(this.records.require(ref).ref)!.fingerprint;
    const { record } = await this.records.change(ref, async (before) => {
      if (before.status === "blacklisted") {
        throw new Refusal("forbidden", "this agent was rejected: a new key does not let it in");
      }
      if (before.wire === "native" && wire === "json") {
        throw new Refusal("forbidden", "this token belongs to an agent that proves a key");
      }
      await this.enrolments.spend(enrolment.id);
      return { ...before, publicKey, wire, enrolmentId: enrolment.id };
    });
    const change = `${oldKey} → ${this.records.live(ref)!.fingerprint}`;
    await this.records.audit(enrolment.createdBy, "agent.rekeyed", record, change);
    await this.records.note(ref, "rekeyed", address, change);
    return record;
  }
}
