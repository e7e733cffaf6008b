import type { Role } from "./people.ts";

/** A user as administrators see it. */
export interface UserView {
  id: number;
  name: string;
  role: Role;
  /** `invited`: has not chosen a password yet. */
  status: "active" | "invited" | "disabled";
  /** Logs in through the identity provider; the role comes from there. */
  external: boolean;
  /** Has an authenticator. */
  secondFactor: boolean;
  createdAtMs: number;
  /** The newest use of a session, or `null`. */
  lastUsedAtMs: number | null;
}

/** Key of a link that lets one person set a password, once. */
export interface PasswordLink {
  key: string;
  expiresAtMs: number;
}

/** The accounts as administrators manage them. Every change is in the audit log under `by`. */
export interface UsersService {
  list(): Promise<UserView[]>;
  /** @throws {Refusal} "not_found" */
  get(id: number): Promise<UserView>;
  /** @throws {Refusal} for a bad name, a bad password or a name that is taken */
  add(name: string, role: Role, password: string, by: string): Promise<UserView>;
  /** A user without a password, and the key of the link to choose one. @throws {Refusal} as `add` */
  invite(name: string, role: Role, by: string): Promise<{ user: UserView; link: PasswordLink }>;
  /** A new link; the password there is stays good until the link is used. @throws {Refusal} */
  passwordLink(id: number, by: string): Promise<PasswordLink>;
  /** @throws {Refusal} "conflict" for the last administrator */
  setRole(id: number, role: Role, by: string): Promise<UserView>;
  /** Ends all sessions. @throws {Refusal} "conflict" for the last administrator */
  disable(id: number, by: string): Promise<UserView>;
  enable(id: number, by: string): Promise<UserView>;
  /** @throws {Refusal} "conflict" for the last administrator */
  remove(id: number, by: string): Promise<void>;
  endSessions(id: number, by: string): Promise<void>;
  /** For a person whose authenticator and recovery codes are gone. */
  removeSecondFactor(id: number, by: string): Promise<UserView>;
  /** Sets the password, ends the link and all sessions. @throws {Refusal} */
  usePasswordLink(key: string, password: string, clientAddress: string): Promise<void>;
}

/** A session as its owner sees it. */
export interface SessionView {
  id: number;
  /** The one that asks. */
  current: boolean;
  createdAtMs: number;
  lastUsedAtMs: number;
  /** Untrusted text. */
  address: string;
  userAgent: string;
}

export interface AccountView {
  name: string;
  role: Role;
  hasPassword: boolean;
  secondFactor: boolean;
  recoveryCodes: number;
  sessions: SessionView[];
}

/** Whoever acts on an account: its owner, by a session. */
export interface Owner {
  userId: number;
  sessionId: number;
  clientAddress: string;
}

/**
 * One's own account. What ends sessions or changes how one logs in needs the password once more;
 * people who have none have to have logged in within the last ten minutes.
 */
export interface AccountService {
  view(owner: Owner): Promise<AccountView>;
  /** Ends all other sessions; returns the token of a fresh one. @throws {Refusal} */
  changePassword(owner: Owner, old: string, fresh: string): Promise<string>;
  /** @throws {Refusal} */
  endSession(owner: Owner, id: number, password: string): Promise<void>;
  /** @throws {Refusal} */
  endOtherSessions(owner: Owner, password: string): Promise<void>;
  /** A secret to be confirmed within ten minutes. @throws {Refusal} */
  startSecondFactor(owner: Owner, password: string): Promise<{ secret: string; uri: string }>;
  /** What was started and not confirmed yet, to be shown again after a wrong code. */
  startedSecondFactor(owner: Owner): Promise<{ secret: string; uri: string } | null>;
  /** Returns the recovery codes, which nobody can read again. @throws {Refusal} for a wrong code */
  confirmSecondFactor(owner: Owner, code: string): Promise<string[]>;
  /** @throws {Refusal} */
  removeSecondFactor(owner: Owner, password: string): Promise<void>;
}
