import { Refusal } from "@/shared/refusal.ts";
import type { AuditLog, Refusals } from "../domain/audit.ts";
import type {
  ApiToken,
  AuthService,
  CredentialStore,
  LogIn,
  PeopleStore,
  Person,
  ProviderLogIn,
  Role,
  User,
  Visitor,
} from "../domain/people.ts";
import type { LogInLimiter } from "./login_limiter.ts";
import { decoyHash, type verifyPassword } from "./password.ts";
import { takeCode } from "./second_factor.ts";
import { hashSecret, newSecret } from "./secret.ts";
import type { Sessions } from "./sessions.ts";
import type { Users } from "./users.ts";
import { WaitingList } from "./waiting_list.ts";

/** How often the last use of a token is written down. */
const TOUCH_MS = 60_000;
/** Time for the second step of a log-in, and wrong codes before the password is asked again. */
const SECOND_STEP_MS = 5 * 60_000;
const CODE_TRIES = 5;
const MAX_SECOND_STEPS = 1_000;
const WRONG = "The name or the password is wrong.";
/** Stands for every address where wrong codes of one account are counted together. */
const ANYWHERE = "\ncodes";

export interface AuthOptions {
  store: PeopleStore;
  credentials: CredentialStore;
  sessions: Sessions;
  users: Users;
  limiter: LogInLimiter;
  audit: AuditLog;
  /** Where log-ins that failed are written. */
  refusals: Refusals;
  now: () => number;
  provider: ProviderLogIn | null;
  /** Compares a password with a hash; takes its time on purpose. */
  verify: typeof verifyPassword;
}

/** Who people are: log-in, sessions, API tokens, the first administrator. */
export class Auth implements AuthService {
  /** Of the one-time link to `/setup`; `null` once it was used or was never needed. */
  #setupKeyHash: string | null = null;
  #decoy = decoyHash();
  /** Log-ins with the right password that wait for a code. */
  #secondSteps: WaitingList<{ userId: number; triesLeft: number }>;

  constructor(private readonly options: AuthOptions) {
    this.#secondSteps = new WaitingList(options.now, SECOND_STEP_MS, MAX_SECOND_STEPS);
  }

  get provider(): ProviderLogIn | null {
    return this.options.provider;
  }

  get sessionMs(): number {
    return this.options.sessions.limits.absoluteMs;
  }

  async needsSetup(): Promise<boolean> {
    return this.#setupKeyHash !== null && await this.options.store.countUsers() === 0;
  }

  /** Makes the key of the one-time link, or `null` when there are users already. */
  async openSetup(): Promise<string | null> {
    if (await this.options.store.countUsers() > 0) return null;
    const key = newSecret();
    this.#setupKeyHash = await hashSecret(key);
    return key;
  }

  async setUp(
    input: Visitor & { key: string; name: string; password: string },
  ): Promise<LogIn> {
    if (!await this.needsSetup() || await hashSecret(input.key) !== this.#setupKeyHash) {
      return { ok: false, message: "This link has been used or is not the latest one." };
    }
    try {
      await this.options.users.add(input.name, "admin", input.password, input.name);
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, message: error.message };
      throw error;
    }
    this.#setupKeyHash = null;
    return await this.logIn(input);
  }

  async logIn(input: Visitor & { name: string; password: string }): Promise<LogIn> {
    const { store, limiter } = this.options;
    const { clientAddress, password } = input;
    const name = input.name.trim();
    const tooSoon = waiting(limiter.waitMs(name, clientAddress));
    if (tooSoon) return tooSoon;
    const user = name.length <= 64 ? await store.userByName(name) : null;
    // A password nobody could have set needs no costly check.
    const plausible = password.length <= 1024;
    let matches: boolean;
    try {
      const hash = user?.passwordHash ?? this.#decoy;
      matches = plausible && await this.options.verify(password, hash);
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, message: error.message };
      throw error;
    }
    if (!user || !matches || user.disabled) {
      limiter.failed(name, clientAddress);
      await this.#refused(name, input, "password");
      return { ok: false, message: WRONG };
    }
    limiter.succeeded(name, clientAddress);
    if (user.totpSecret === null) return await this.#begin(user, input, "password");
    const secondStep = newSecret();
    this.#secondSteps.put(await hashSecret(secondStep), { userId: user.id, triesLeft: CODE_TRIES });
    return { ok: false, message: "Now the code of your authenticator.", secondStep };
  }

  async confirmLogIn(input: Visitor & { secondStep: string; code: string }): Promise<LogIn> {
    const { store, credentials, limiter, now } = this.options;
    const key = await hashSecret(input.secondStep);
    const waitingFor = this.#secondSteps.get(key);
    const user = waitingFor ? await store.userById(waitingFor.userId) : null;
    if (!waitingFor || !user || user.disabled) {
      return { ok: false, message: "That took too long. Log in again." };
    }
    // Whoever has the password could otherwise guess from many addresses.
    const tooSoon = waiting(limiter.waitMs(user.name, ANYWHERE));
    if (tooSoon) return { ...tooSoon, secondStep: input.secondStep };
    const kind = await takeCode(credentials, user, input.code, now());
    if (kind === null) {
      limiter.failed(user.name, ANYWHERE);
      await this.#refused(user.name, input, "code");
      if (--waitingFor.triesLeft <= 0) this.#secondSteps.take(key);
      return { ok: false, message: "That code is not right.", secondStep: input.secondStep };
    }
    // Of two who bring a right code for one log-in, only one begins a session.
    if (this.#secondSteps.take(key) === null) {
      return { ok: false, message: "That took too long. Log in again." };
    }
    limiter.succeeded(user.name, ANYWHERE);
    return await this.#begin(user, input, kind === "totp" ? "password and code" : "recovery code");
  }

  async logOut(sessionToken: string): Promise<void> {
    const { sessions, store } = this.options;
    const session = await sessions.use(sessionToken);
    if (!session) return;
    await sessions.end(sessionToken);
    const user = await store.userById(session.userId);
    if (user) await this.#audit(user.name, "logout", user.name, "");
  }

  async bySession(sessionToken: string): Promise<Person | null> {
    const { store, sessions } = this.options;
    const session = await sessions.use(sessionToken);
    const user = session && await store.userById(session.userId);
    if (!user || user.disabled) return null;
    const { name, role } = user;
    return { name, role, via: "session", session: { id: session.id, userId: user.id } };
  }

  async byApiToken(word: string): Promise<Person | null> {
    const { store, now } = this.options;
    const token = await store.apiToken(await hashSecret(word));
    if (!token || token.revokedAtMs !== null) return null;
    if (token.expiresAtMs !== null && token.expiresAtMs <= now()) return null;
    if (now() - (token.lastUsedAtMs ?? 0) > TOUCH_MS) await store.touchApiToken(token.id, now());
    return { name: token.name, role: token.role, via: "token" };
  }

  /** The token is in the answer and nowhere else. */
  async createApiToken(
    name: string,
    role: Role,
    by: string,
    expiresInMs: number | null = null,
  ): Promise<ApiToken & { token: string }> {
    const wrong = tokenProblem(name, expiresInMs);
    if (wrong) throw new Refusal("invalid", wrong);
    const createdAtMs = this.options.now();
    const expiresAtMs = expiresInMs === null ? null : createdAtMs + expiresInMs;
    const token = newSecret("mpt_");
    const stored = await this.options.store.addApiToken(await hashSecret(token), {
      name,
      role,
      createdAtMs,
      lastUsedAtMs: null,
      expiresAtMs,
      revokedAtMs: null,
    });
    const until = expiresAtMs === null ? "" : ` until ${new Date(expiresAtMs).toISOString()}`;
    await this.#audit(by, "token.create", `token ${stored.id}`, `${name} (${role})${until}`);
    return { ...stored, token };
  }

  async #begin(user: User, visitor: Visitor, how: string): Promise<LogIn> {
    const sessionToken = await this.options.sessions.begin(user.id, visitor);
    await this.#audit(user.name, "login", user.name, `${how}, from ${visitor.clientAddress}`);
    return { ok: true, sessionToken };
  }

  listApiTokens(): Promise<ApiToken[]> {
    return this.options.store.listApiTokens();
  }

  async revokeApiToken(id: number, by: string): Promise<void> {
    if (!await this.options.store.revokeApiToken(id, this.options.now())) {
      throw new Refusal("not_found", `there is no active token ${id}`);
    }
    await this.#audit(by, "token.revoke", `token ${id}`, "");
  }

  #refused(name: string, { clientAddress }: Visitor, what: string): Promise<void> {
    const row = { subject: name.slice(0, 64), detail: `${what}, from ${clientAddress}` };
    return this.options.refusals.refused(clientAddress, `wrong ${what}`, row);
  }

  #audit(who: string, action: string, subject: string, detail: string): Promise<void> {
    return this.options.audit.record({ who, action, subject, detail });
  }
}

function waiting(waitMs: number): { ok: false; message: string } | null {
  if (waitMs <= 0) return null;
  const seconds = Math.ceil(waitMs / 1000);
  return { ok: false, message: `Too many tries. Wait ${seconds} s and try again.` };
}

const MAX_TOKEN_MS = 10 * 366 * 24 * 3_600_000;

function tokenProblem(name: string, expiresInMs: number | null): string | null {
  if (!/^[^\p{C}\s](?:[^\p{C}]{0,62}[^\p{C}\s])?$/u.test(name)) {
    return "the name of a token has 1 to 64 characters, no control characters";
  }
  if (expiresInMs === null || (expiresInMs >= 1_000 && expiresInMs <= MAX_TOKEN_MS)) return null;
  return "a token lives from one second to ten years";
}
