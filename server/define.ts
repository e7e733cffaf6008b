import { createDefine } from "fresh";
import type { AccountService, UsersService } from "./domain/accounts.ts";
import type { AgentsService } from "./domain/agents.ts";
import type { AuditReader } from "./domain/audit.ts";
import type { AlertsService } from "./domain/alerts.ts";
import type { AuthService, Person, SessionCookie } from "./domain/people.ts";
import type { Setting } from "./domain/setting.ts";
import type { MetricsService } from "./domain/metrics.ts";
import type { ResultsService, RoundStatus } from "./domain/results.ts";
import type { TargetsService } from "./domain/targets.ts";
import type { BothSidesService } from "./domain/both_sides.ts";
import type { TrafficService } from "./domain/traffic.ts";
import type { Watcher } from "@/shared/watcher.ts";

/** The domain as pages and the API see it. `server.ts` puts it together. */
export interface Domain {
  /** Version of Meshping, for the foot of a page. */
  version: string;
  /** Origin people and agents are to use, or `null` when it is the one of the request. */
  publicUrl: string | null;
  /** Text at the top of every page, or `null`. */
  banner: string | null;
  agents: AgentsService;
  targets: TargetsService;
  results: ResultsService;
  traffic: TrafficService;
  /** What became of the agents' requests, as the far ends' logs tell. */
  bothSides: BothSidesService;
  alerts: AlertsService;
  metrics: MetricsService;
  /** Who has a live page open now, the newest first. */
  watchers(): Watcher[];
  auth: AuthService;
  users: UsersService;
  account: AccountService;
  audit: AuditReader;
  /** The configuration in force, without its secrets. */
  settings: readonly Setting[];
  /** Names of an address in the reverse DNS, `null` when they could not be asked for in time. */
  reverseNames(address: string): Promise<readonly string[] | null>;
  /** UDP port that receives syslog, for the lines to copy; `null` when it is off. */
  syslogPort(): number | null;
  /** Unix time in milliseconds. */
  now(): number;
  /** Why the server cannot do its work now, or `null`. */
  notReady(): Promise<string | null>;
  /** How the way of rounds to the disk is. */
  roundStatus(): RoundStatus;
}

/** Where upgraded WebSockets go. */
export interface Sockets {
  /** Agents may speak plain JSON, over TLS or from this machine. */
  jsonAgents: boolean;
  /** Takes an agent's socket, or returns false when too many are at the door. */
  agent(open: () => WebSocket, address: string, dialect: "native" | "json"): boolean;
  /** Joins a viewer to a live topic, as long as that person may watch. */
  viewer(watcher: Watcher, socket: WebSocket, mayWatch: () => Promise<boolean>): void;
  /** Writes down that an agent's call was turned away before there was a connection. */
  agentRefused(address: string, reason: string): void;
}

/** What the middleware puts on every request. */
export interface State {
  domain: Domain;
  /** `null` only where nobody needs to be logged in: `/login`, `/setup`, static files. */
  person: Person | null;
  /** Address of the client as the server sees it. */
  clientAddress: string;
  /** The browser's connection is encrypted, as far as we can know. */
  secure: boolean;
  sessionCookie: SessionCookie;
  /** Ties an answer of the identity provider to the browser that asked. */
  flowCookie: SessionCookie;
  sockets: Sockets;
  /** Whether whoever sent this request might still send it: for what goes on after the answer. */
  stillAllowed: () => Promise<boolean>;
}

export const define = createDefine<State>();

export { Refusal } from "@/shared/refusal.ts";
export type { Agent } from "@/shared/agent.ts";
export type { Point } from "@/shared/point.ts";
export type { TargetInput, TargetList } from "@/shared/target.ts";
export type { Place, TrafficEvent } from "@/shared/traffic/event.ts";
export type { AccountView, Owner, PasswordLink, SessionView, UserView } from "./domain/accounts.ts";
export type { AuditFilter, StoredAuditEntry } from "./domain/audit.ts";
export { type Person, type Role, ROLES } from "./domain/people.ts";
export type { AgentEvent, EnrolmentOptions, NewEnrolment, OpenEnrolment } from "./domain/agents.ts";
export type { MatrixCells, ResultsService } from "./domain/results.ts";
export type { Suggestion } from "./domain/targets.ts";
