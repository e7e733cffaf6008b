import type { Agent } from "@/shared/agent.ts";
import { Refusal } from "@/shared/refusal.ts";
import { fingerprint } from "@/shared/wire/handshake.ts";
import type { AgentEvent, AgentRecord, AgentStore } from "../domain/agents.ts";
import type { AuditLog } from "../domain/audit.ts";
import { KeyTurns } from "./key_turns.ts";
import { type LiveState, newLiveState } from "./live_state.ts";

/** Lines of an agent's connection log. */
const MAX_EVENTS = 100;

export interface RecordsOptions {
  store: AgentStore;
  audit: AuditLog;
  now: () => number;
  /** Where an address is, in words; empty when that is not known. */
  placeOf?: (address: string) => string;
}

/** Every agent the server knows: its stored record and what is true of it now. */
export class AgentRecords {
  #records = new Map<string, AgentRecord>();
  #live = new Map<string, LiveState>();
  #listeners = new Set<(ref: string) => void>();
  #turns = new KeyTurns();

  private constructor(private readonly options: RecordsOptions) {}

  static async open(options: RecordsOptions): Promise<AgentRecords> {
    const records = new AgentRecords(options);
    for (const record of await options.store.listAgents()) await records.#take(record);
    return records;
  }

  all(): Iterable<AgentRecord> {
    return this.#records.values();
  }

  /** By `agent_3` or by its reference. */
  find(idOrRef: string): AgentRecord | null {
    const byRef = this.#records.get(idOrRef);
    if (byRef) return byRef;
    const number = /^agent_([1-9]\d{0,8})$/.exec(idOrRef)?.[1];
    if (number === undefined) return null;
    return [...this.#records.values()].find((record) => record.number === Number(number)) ?? null;
  }

  /** @throws {Refusal} when there is none */
  require(idOrRef: string): AgentRecord {
    const record = this.find(idOrRef);
    if (!record) throw new Refusal("not_found", `there is no agent ${idOrRef}`);
    return record;
  }

  live(ref: string): LiveState | null {
    return this.#live.get(ref) ?? null;
  }

  /** The agent that owns this key. */
  byKey(publicKey: string): AgentRecord | null {
    for (const record of this.#records.values()) {
      if (record.publicKey === publicKey) return record;
    }
    return null;
  }

  /** Takes in an agent that was not known. */
  async add(record: AgentRecord): Promise<void> {
    await this.options.store.saveAgent(record);
    await this.#take(record);
  }

  /**
   * Changes a record in its turn: `change` sees what all earlier changes left. What it gives is
   * durable before anybody sees it.
   * @throws {Refusal} when there is no such agent any more
   */
  change(
    idOrRef: string,
    change: (before: AgentRecord) => AgentRecord | Promise<AgentRecord>,
  ): Promise<{ before: AgentRecord; record: AgentRecord }> {
    const { ref } = this.require(idOrRef);
    return this.#turns.take(ref, async () => {
      const before = this.require(ref), record = await change(before);
      if (record === before) return { before, record };
      await this.options.store.saveAgent(record);
      this.#records.set(ref, record);
      if (record.publicKey !== before.publicKey) {
        this.#live.get(ref)!.fingerprint = await fingerprintOf(record);
      }
      return { before, record };
    });
  }

  /** Forgets an agent and its connection log. */
  remove(ref: string): Promise<void> {
    return this.#turns.take(ref, async () => {
      await this.options.store.removeAgent(ref);
      this.#records.delete(ref);
      this.#live.delete(ref);
    });
  }

  /** Calls `listener` with the ref of each agent that changed. Returns a function that ends it. */
  onChange(listener: (ref: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(ref: string): void {
    for (const listener of this.#listeners) listener(ref);
  }

  /** A line of the agent's connection log. */
  note(ref: string, event: AgentEvent["event"], address: string, detail = ""): Promise<void> {
    const atMs = this.options.now();
    return this.options.store.addAgentEvent(ref, { atMs, event, address, detail }, MAX_EVENTS);
  }

  events(ref: string): Promise<AgentEvent[]> {
    return this.options.store.agentEvents(ref);
  }

  audit(who: string, action: string, record: AgentRecord, more = ""): Promise<void> {
    const detail = [record.name, record.address, more].filter(Boolean).join(", ");
    return this.options.audit.record({ who, action, subject: record.ref, detail });
  }

  /** A record as pages and the API show it. */
  toAgent({ publicKey: _, number, ...record }: AgentRecord): Agent {
    const live = this.#live.get(record.ref)!;
    return {
      ...record,
      id: number === null ? null : `agent_${number}`,
      fingerprint: live.fingerprint,
      place: this.options.placeOf?.(record.address) ?? "",
      connected: live.connections > 0,
      lastRoundAtMs: live.lastRoundAtMs,
      droppedRounds: live.droppedRounds,
      health: live.health,
    };
  }

  async #take(record: AgentRecord): Promise<void> {
    this.#live.set(record.ref, newLiveState(await fingerprintOf(record)));
    this.#records.set(record.ref, record);
  }
}

/** Of a native agent's key, or of what stands for the passphrase of a plain one. */
const fingerprintOf = ({ publicKey }: AgentRecord) => fingerprint(publicKey.replace(/^json:/, ""));
