/** What a person may do. An operator changes targets and agents; an administrator also people. */
export type Role = "admin" | "operator" | "viewer";

export const ROLES: readonly Role[] = ["admin", "operator", "viewer"];

/** The person, or the program, that sent a request. */
export interface Person {
  name: string;
  role: Role;
  via: "session" | "token";
  /** The session that the request came with; a program has none. */
  session?: { id: number; userId: number };
}

/** Who asks to come in, as far as it is known. */
export interface Visitor {
  clientAddress: string;
  /** What the browser calls itself: any text. */
  userAgent?: string;
  /** A session that ends when the new one begins. */
  oldSessionToken?: string | null;
}

/**
 * A session; or words for the person, and with `secondStep` the password was right and the code of
 * the authenticator is still missing.
 */
export type LogIn =
  | { ok: true; sessionToken: string }
  | { ok: false; message: string; secondStep?: string };

export interface AuthService {
  /** Whether nobody can log in yet, so that `/setup` is open to the holder of the one-time link. */
  needsSetup(): Promise<boolean>;
  setUp(input: Visitor & { key: string; name: string; password: string }): Promise<LogIn>;
  logIn(input: Visitor & { name: string; password: string }): Promise<LogIn>;
  /** The second half of a log-in: the code of an authenticator, or a recovery code. */
  confirmLogIn(input: Visitor & { secondStep: string; code: string }): Promise<LogIn>;
  /** Log-in through an identity provider, or `null` where none is configured. */
  provider: ProviderLogIn | null;
  /** How long a session lasts at most, in milliseconds. */
  sessionMs: number;
  logOut(sessionToken: string): Promise<void>;
  /** Who holds this session, or `null` when it is unknown or over. */
  bySession(sessionToken: string): Promise<Person | null>;
  /** Who holds this API token, or `null` when it is unknown or revoked. */
  byApiToken(token: string): Promise<Person | null>;
  /**
   * A token for programs; it is in the answer and nowhere else. Throws a `Refusal` "invalid".
   * @param expiresInMs `null`: until it is revoked
   */
  createApiToken(
    name: string,
    role: Role,
    by: string,
    expiresInMs?: number | null,
  ): Promise<ApiToken & { token: string }>;
  listApiTokens(): Promise<ApiToken[]>;
  /** Throws a `Refusal` "not_found" when there is no active one. */
  revokeApiToken(id: number, by: string): Promise<void>;
}

/** Log-in through an identity provider (OpenID Connect). */
export interface ProviderLogIn {
  /** On the button; empty: the usual words. */
  label: string;
  /**
   * Where the browser is to go, and what it has to bring back in a cookie.
   * @param origin of this server as the browser knows it
   * @throws {Refusal} "unavailable" when the provider does not answer
   */
  begin(origin: string, next: string): Promise<{ url: string; flow: string }>;
  /** @param returned the address the provider sent the browser to */
  finish(
    input: Visitor & { returned: URL; flow: string },
  ): Promise<LogIn & { next?: string }>;
}

/** A user as stored. */
export interface User {
  id: number;
  name: string;
  role: Role;
  /** Hash with its parameters inside, see `server/auth/password.ts`; `null`: no password (yet). */
  passwordHash: string | null;
  disabled: boolean;
  createdAtMs: number;
  /** Issuer and subject of an identity provider, or `null`. */
  oidcSubject: string | null;
  /** Secret of the authenticator in base32, or `null`. */
  totpSecret: string | null;
}

/** A token for programs as stored; the token itself is never kept, only its SHA-256. */
export interface ApiToken {
  id: number;
  name: string;
  role: Role;
  createdAtMs: number;
  lastUsedAtMs: number | null;
  /** `null`: until it is revoked. */
  expiresAtMs: number | null;
  revokedAtMs: number | null;
}

export interface Session {
  id: number;
  userId: number;
  createdAtMs: number;
  lastUsedAtMs: number;
  /** Address and browser of the log-in: untrusted text. */
  address: string;
  userAgent: string;
}

/** Where sessions are kept, by the SHA-256 of their token. */
export interface SessionStore {
  addSession(tokenHash: string, session: Omit<Session, "id">): Promise<Session>;
  session(tokenHash: string): Promise<Session | null>;
  /** The most recently used first. */
  sessionsOf(userId: number): Promise<Session[]>;
  touchSession(id: number, nowMs: number): Promise<void>;
  removeSession(tokenHash: string): Promise<void>;
  /** False when the user has no such session. */
  removeSessionOf(userId: number, id: number): Promise<boolean>;
  /** All of them but one. */
  removeSessionsOf(userId: number, exceptId?: number): Promise<void>;
  /** Those begun or last used before these times. */
  removeExpiredSessions(begunBeforeMs: number, usedBeforeMs: number): Promise<void>;
}

/** What proves a person beside the password: codes, each of which works once. */
export interface CredentialStore {
  /** Replaces the link that the user had. */
  putLink(userId: number, keyHash: string, expiresAtMs: number): Promise<void>;
  /** Whose link this is while it is open. */
  linkOwner(keyHash: string, nowMs: number): Promise<number | null>;
  /** Ends the link; false when it was used or over. */
  useLink(keyHash: string, nowMs: number): Promise<boolean>;
  /** Sets the authenticator's secret and the recovery codes, or removes both (`null`). */
  putSecondFactor(
    userId: number,
    factor: { secret: string; step: number; codeHashes: string[] } | null,
  ): Promise<void>;
  /** Notes that the code of this step was used; false when it or a later one was used before. */
  useStep(userId: number, step: number): Promise<boolean>;
  /** Ends a recovery code; false when there is none. */
  useRecoveryCode(userId: number, codeHash: string): Promise<boolean>;
  countRecoveryCodes(userId: number): Promise<number>;
}

/** Where people and tokens are kept. Secrets come as their SHA-256, in hex. */
export interface PeopleStore {
  countUsers(): Promise<number>;
  listUsers(): Promise<User[]>;
  userByName(name: string): Promise<User | null>;
  userById(id: number): Promise<User | null>;
  /** Throws a `Refusal` "conflict" when the name is taken. */
  addUser(user: Omit<User, "id">): Promise<User>;
  userByOidcSubject(subject: string): Promise<User | null>;
  setPassword(userId: number, passwordHash: string): Promise<void>;
  /** False, and nothing changed, when nobody else could log in as an administrator then. */
  setDisabled(userId: number, disabled: boolean): Promise<boolean>;
  /** False as `setDisabled`. */
  setRole(userId: number, role: Role): Promise<boolean>;
  /** False as `setDisabled`. */
  removeUser(userId: number): Promise<boolean>;
  addApiToken(tokenHash: string, token: Omit<ApiToken, "id">): Promise<ApiToken>;
  apiToken(tokenHash: string): Promise<ApiToken | null>;
  touchApiToken(id: number, nowMs: number): Promise<void>;
  listApiTokens(): Promise<ApiToken[]>;
  /** False when there is no such token. */
  revokeApiToken(id: number, nowMs: number): Promise<boolean>;
}

/** Reads and writes the one cookie that carries a session; values are `Set-Cookie` headers. */
export interface SessionCookie {
  read(): string | null;
  start(sessionToken: string): string;
  end(): string;
}
