import type { Agent, AgentEvent, AgentStatus } from "@/shared/agent.ts";
import type { EnrolCommand, OpenEnrolment } from "@/shared/enrolment.ts";

export type { AgentEvent } from "@/shared/agent.ts";
export type { EnrolCommand, OpenEnrolment } from "@/shared/enrolment.ts";

export interface EnrolmentOptions {
  /** Name the agent gets instead of its host name. */
  name?: string;
  /** Agents that may use the token; 1 by default. */
  uses?: number;
  /** Life of the token in milliseconds; one hour by default. */
  expiresInMs?: number;
  /** Approved as soon as it calls, without a person's click. */
  preApproved?: boolean;
}

/** An enrolment as it is shown, once. */
export interface NewEnrolment {
  /** Names the token without giving it away: `Agent.enrolmentId` of who comes in with it. */
  id: string;
  token: string;
  /** The line to paste on the agent's machine: the first of `commands`. */
  command: string;
  /** One for each way to run an agent. */
  commands: readonly EnrolCommand[];
  expiresAtMs: number;
}

/** `by` is the name of the person who asks, for the audit log. Refusals are thrown, see `Refusal`. */
export interface AgentsService {
  /** Every agent, approved or not, oldest first. */
  list(): Agent[];
  /** By `agent_3` or by the reference of a pending one. */
  find(idOrRef: string): Agent | null;
  /** Addresses of host names among the targets as this agent found them last, by the target's id. */
  resolved(idOrRef: string): ReadonlyMap<string, string>;
  approve(idOrRef: string, by: string): Promise<Agent>;
  /** Rejecting puts an agent on the blacklist. */
  reject(idOrRef: string, by: string): Promise<Agent>;
  hold(idOrRef: string, by: string): Promise<Agent>;
  remove(idOrRef: string, by: string): Promise<void>;
  /** Another name or group; what is not named stays. `change` is checked. */
  edit(idOrRef: string, change: unknown, by: string): Promise<Agent>;
  /** A token that gives a known agent a new key; it keeps its id and its history. */
  rotate(idOrRef: string, by: string, serverUrl: string): Promise<NewEnrolment>;
  /** The newest connections of an agent, newest first. */
  events(idOrRef: string): Promise<AgentEvent[]>;
  enrol(options: EnrolmentOptions, by: string, serverUrl: string): Promise<NewEnrolment>;
  /** Tokens that still let somebody in, newest first. */
  enrolments(): Promise<OpenEnrolment[]>;
  /** Ends an open token. */
  revokeEnrolment(id: string, by: string): Promise<void>;
}

/** An agent as stored. */
export interface AgentRecord {
  ref: string;
  /** 3 for `agent_3`; `null` before the first approval. */
  number: number | null;
  name: string;
  group: string;
  hostname: string;
  address: string;
  version: string;
  /** Raw Ed25519 public key, 32 bytes, base64url. */
  publicKey: string;
  /** The address it was approved at, while it is on hold for having moved. */
  previousAddress: string | null;
  wire: "native" | "json";
  enrolmentId: string | null;
  status: AgentStatus;
  local: boolean;
  createdAtMs: number;
  lastSeenAtMs: number | null;
}

/** A token that lets agents in, as stored. */
export interface Enrolment extends OpenEnrolment {
  /** 32 random bytes, base64url: both ends derive the key of the first message from it. */
  secret: string;
}

export interface AgentStore {
  listAgents(): Promise<AgentRecord[]>;
  /** Inserts, or replaces the record with the same `ref`. */
  saveAgent(agent: AgentRecord): Promise<void>;
  removeAgent(ref: string): Promise<void>;
  /** A number no agent had before: ids are never given twice, not even after a removal. */
  nextAgentNumber(): Promise<number>;
  addEnrolment(enrolment: Enrolment): Promise<void>;
  /** `null` when unknown, spent or expired at `nowMs`. */
  enrolment(id: string, nowMs: number): Promise<Enrolment | null>;
  /** Those that are neither spent nor expired at `nowMs`, newest first. */
  listEnrolments(nowMs: number): Promise<Enrolment[]>;
  /** The one with this secret; `null` as above. */
  enrolmentBySecret(secret: string, nowMs: number): Promise<Enrolment | null>;
  /** No more uses: nobody can come in with it again. */
  endEnrolment(id: string): Promise<void>;
  /** Keeps the newest `keep` events of the agent, this one with them. */
  addAgentEvent(ref: string, event: AgentEvent, keep: number): Promise<void>;
  /** Newest first. */
  agentEvents(ref: string): Promise<AgentEvent[]>;
  /** Takes one use and returns true, or false when none is left. One transaction. */
  spendEnrolment(id: string, nowMs: number): Promise<boolean>;
}
