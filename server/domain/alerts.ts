import type { Cell } from "@/shared/live/matrix.ts";
import type { AlertRule, AlertWindow, Channel } from "@/shared/alerts.ts";

/** A rule is judged once in this time, as often as agents report. */
export const BEAT_MS = 5_000;

/** The matrix as rules see it. */
export interface AlertView {
  agents: readonly { id: string; name: string }[];
  targets: readonly { id: string; name: string; address: string; group: string }[];
  /** One row an agent, one cell a target. */
  rows: readonly (readonly Cell[])[];
  /** Percentile of what an agent's paths answered in the last minute, in µs; NaN without an answer. */
  percentilesUs(agentId: string, percentile: number): ArrayLike<number>;
  /** The server has just started, and agents may not be back yet: their silence says nothing. */
  young: boolean;
}

/** One path that meets a rule's condition now, in the words of the moment. */
export interface BadPath {
  agent: string;
  target: string;
  state: Cell["state"];
  lossPercent: number;
  /** Newest RTT in µs. */
  rttUs: number | null;
}

/** One thing a rule watches: a target, or all targets of a group. Kept over a restart. */
export interface AlertState {
  ruleId: number;
  /** `target:target_3` or `group:core`. */
  subject: string;
  /** What people call the subject. */
  name: string;
  firing: boolean;
  /** Since when it is as it is, Unix time in milliseconds. */
  sinceMs: number;
  /** What people were told last. */
  toldFiring: boolean;
  /** It changes too often: people are told again when it has been quiet. */
  flapping: boolean;
  /** When it changed, within the time that flapping looks back. Unix milliseconds. */
  changesMs: number[];
  /** Paths that are bad, when it fired or now; at most 20. */
  paths: BadPath[];
  /** How many there are. */
  badPaths: number;
}

export type AlertEventKind = "fired" | "cleared" | "flapping" | "settled";

/** One line of the history. */
export interface AlertEvent {
  id: number;
  atMs: number;
  ruleId: number;
  rule: string;
  subject: string;
  name: string;
  kind: AlertEventKind;
  /** `false` in a maintenance window or while flapping. */
  told: boolean;
  detail: string;
}

/** What a channel is to say. */
export interface AlertMessage {
  kind: "fired" | "cleared" | "flapping" | "test";
  atMs: number;
  rule: { id: number; name: string; severity: AlertRule["severity"] };
  /** At most 20 of them. */
  subjects: {
    subject: string;
    name: string;
    sinceMs: number;
    badPaths: number;
    paths: BadPath[];
  }[];
  /** How many subjects there are. */
  count: number;
  /** Where to look, or `null` when the server does not know its own address. */
  url: string | null;
}

/** A message on its way to one channel. */
export interface Delivery {
  id: number;
  channelId: number;
  message: AlertMessage;
  attempts: number;
  nextAtMs: number;
  createdAtMs: number;
}

/** What changed in one beat: kept in one transaction, or not at all. */
export interface AlertCommit {
  states: AlertState[];
  /** Subjects there is nothing more to say of. */
  forgotten: { ruleId: number; subject: string }[];
  events: Omit<AlertEvent, "id">[];
  deliveries: Omit<Delivery, "id">[];
}

/** How a channel is doing. */
export interface ChannelHealth {
  waiting: number;
  sent: number;
  failed: number;
  /** Messages given up: tried too often, or too many waited. */
  dropped: number;
  lastSentAtMs: number | null;
  /** Why the last try failed; `null` when it worked or there was none. */
  lastError: string | null;
}

export interface AlertStore {
  listRules(): Promise<AlertRule[]>;
  /** With id 0 a new one. `null` when there is none with the id. */
  saveRule(rule: AlertRule): Promise<AlertRule | null>;
  removeRule(id: number): Promise<boolean>;
  listChannels(): Promise<Channel[]>;
  saveChannel(channel: Channel): Promise<Channel | null>;
  removeChannel(id: number): Promise<boolean>;
  listWindows(): Promise<AlertWindow[]>;
  saveWindow(window: AlertWindow): Promise<AlertWindow | null>;
  removeWindow(id: number): Promise<boolean>;
  listStates(): Promise<AlertState[]>;
  /** Gives the deliveries their ids, in order. The history keeps its newest `keep` lines. */
  commitAlerts(commit: AlertCommit, keep: number): Promise<Delivery[]>;
  /** Newest first. */
  alertEvents(limit: number, beforeId: number | null): Promise<AlertEvent[]>;
  listDeliveries(): Promise<Delivery[]>;
  saveDelivery(id: number, attempts: number, nextAtMs: number): Promise<void>;
  removeDelivery(id: number): Promise<void>;
}

/** An alert as it is shown. */
export interface FiringAlert extends AlertState {
  rule: AlertRule;
  muted: boolean;
}

/** `by` is the name of the person who asks, for the audit log. Refusals are thrown. */
export interface AlertsService {
  firing(): FiringAlert[];
  history(limit: number, beforeId: number | null): Promise<AlertEvent[]>;
  rules(): AlertRule[];
  /** Inputs are as they came, unknown until checked. */
  addRule(input: unknown, by: string): Promise<AlertRule>;
  changeRule(id: number, input: unknown, by: string): Promise<AlertRule>;
  removeRule(id: number, by: string): Promise<void>;
  windows(): AlertWindow[];
  addWindow(input: unknown, by: string): Promise<AlertWindow>;
  changeWindow(id: number, input: unknown, by: string): Promise<AlertWindow>;
  removeWindow(id: number, by: string): Promise<void>;
  channels(): { channel: Channel; health: ChannelHealth }[];
  addChannel(input: unknown, by: string): Promise<Channel>;
  /** A secret that is left out stays as it is. */
  changeChannel(id: number, input: unknown, by: string): Promise<Channel>;
  removeChannel(id: number, by: string): Promise<void>;
  /** Sends a test message now. Throws a `Refusal` "unavailable" that says why it did not arrive. */
  testChannel(id: number, by: string): Promise<void>;
  counters(): AlertCounters;
}

export interface AlertCounters {
  firing: number;
  waiting: number;
  maxWaiting: number;
  sent: number;
  failed: number;
  dropped: number;
}
