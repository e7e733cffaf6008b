import { Refusal } from "@/shared/refusal.ts";
import type { AccountService, AccountView, Owner } from "../domain/accounts.ts";
import type { AuditLog } from "../domain/audit.ts";
import type { CredentialStore, PeopleStore, User } from "../domain/people.ts";
import type { LogInLimiter } from "./login_limiter.ts";
import { hashPassword, refuseBadPassword, verifyPassword } from "./password.ts";
import {
  authenticatorUri,
  newRecoveryCodes,
  newTotpSecret,
  recoveryHash,
  stepOfCode,
} from "./second_factor.ts";
import type { Sessions } from "./sessions.ts";
import { WaitingList } from "./waiting_list.ts";

/** Who has no password has to have logged in within this time to change the account. */
const FRESH_MS = 10 * 60_000;

export interface OwnAccountOptions {
  store: PeopleStore;
  credentials: CredentialStore;
  sessions: Sessions;
  limiter: LogInLimiter;
  audit: AuditLog;
  now: () => number;
}

/** One's own account: password, sessions, authenticator. */
export class OwnAccount implements AccountService {
  /** Secrets that were shown and not confirmed yet, by user. */
  #started: WaitingList<string>;

  constructor(private readonly options: OwnAccountOptions) {
    this.#started = new WaitingList(options.now, FRESH_MS, 1_000);
  }

  async view({ userId, sessionId }: Owner): Promise<AccountView> {
    const { credentials, sessions } = this.options;
    const { name, role, passwordHash, totpSecret } = await this.#user(userId);
    return {
      name,
      role,
      hasPassword: passwordHash !== null,
      secondFactor: totpSecret !== null,
      recoveryCodes: await credentials.countRecoveryCodes(userId),
      sessions: (await sessions.of(userId)).map(({ userId: _, ...session }) => ({
        ...session,
        current: session.id === sessionId,
      })),
    };
  }

  async changePassword(owner: Owner, old: string, fresh: string): Promise<string> {
    const user = await this.#confirmed(owner, old);
    if (user.passwordHash === null) {
      throw new Refusal("conflict", "you log in through the identity provider: change it there");
    }
    refuseBadPassword(fresh);
    const { store, sessions } = this.options;
    const current = (await sessions.of(user.id)).find(({ id }) => id === owner.sessionId);
    await store.setPassword(user.id, await hashPassword(fresh));
    await sessions.endAll(user.id);
    await this.#audit(user, "user.password", "by the person");
    return await sessions.begin(user.id, {
      clientAddress: owner.clientAddress,
      userAgent: current?.userAgent,
    });
  }

  async endSession(owner: Owner, id: number, password: string): Promise<void> {
    const user = await this.#confirmed(owner, password);
    if (!await this.options.sessions.endOne(user.id, id)) {
      throw new Refusal("not_found", "there is no such session: it may have ended by itself");
    }
    await this.#audit(user, "session.end", `session ${id}`);
  }

  async endOtherSessions(owner: Owner, password: string): Promise<void> {
    const user = await this.#confirmed(owner, password);
    await this.options.sessions.endAll(user.id, owner.sessionId);
    await this.#audit(user, "session.end", "all others");
  }

  async startSecondFactor(
    owner: Owner,
    password: string,
  ): Promise<{ secret: string; uri: string }> {
    const user = await this.#confirmed(owner, password);
    const secret = newTotpSecret();
    this.#started.put(keyOf(owner), secret);
    return { secret, uri: authenticatorUri(secret, user.name) };
  }

  async startedSecondFactor(owner: Owner): Promise<{ secret: string; uri: string } | null> {
    const secret = this.#started.get(keyOf(owner));
    if (secret === null) return null;
    return { secret, uri: authenticatorUri(secret, (await this.#user(owner.userId)).name) };
  }

  async confirmSecondFactor(owner: Owner, code: string): Promise<string[]> {
    const user = await this.#user(owner.userId);
    const secret = this.#started.get(keyOf(owner));
    if (secret === null) throw new Refusal("conflict", "that took too long: start again");
    const step = stepOfCode(secret, code, this.options.now());
    if (step === null) {
      throw new Refusal("invalid", "that code does not fit: is the clock of the phone right?");
    }
    const codes = newRecoveryCodes();
    const codeHashes = await Promise.all(codes.map(recoveryHash));
    await this.options.credentials.putSecondFactor(user.id, { secret, step, codeHashes });
    this.#started.take(keyOf(owner));
    await this.options.sessions.endAll(user.id, owner.sessionId);
    await this.#audit(user, "totp.add", "");
    return codes;
  }

  async removeSecondFactor(owner: Owner, password: string): Promise<void> {
    const user = await this.#confirmed(owner, password);
    await this.options.credentials.putSecondFactor(user.id, null);
    await this.#audit(user, "totp.remove", "by the person");
  }

  /** The user, once the password was given again. @throws {Refusal} "forbidden" */
  async #confirmed(owner: Owner, password: string): Promise<User> {
    const user = await this.#user(owner.userId);
    const { limiter, now, sessions } = this.options;
    if (user.passwordHash === null) {
      const own = (await sessions.of(user.id)).find(({ id }) => id === owner.sessionId);
      if (own && now() - own.createdAtMs < FRESH_MS) return user;
      throw new Refusal("forbidden", "log out and in again first: your log-in is a while ago");
    }
    const waitMs = limiter.waitMs(user.name, owner.clientAddress);
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1000);
      throw new Refusal("too_many_requests", `too many tries: wait ${seconds} s and try again`);
    }
    if (password.length <= 1024 && await verifyPassword(password, user.passwordHash)) {
      limiter.succeeded(user.name, owner.clientAddress);
      return user;
    }
    limiter.failed(user.name, owner.clientAddress);
    await this.#audit(user, "password.refused", owner.clientAddress);
    throw new Refusal("forbidden", "that is not your password");
  }

  async #user(id: number): Promise<User> {
    const user = await this.options.store.userById(id);
    if (!user) throw new Refusal("not_found", "there is no such user");
    return user;
  }

  #audit({ name }: User, action: string, detail: string): Promise<void> {
    return this.options.audit.record({ who: name, action, subject: name, detail });
  }
}

const keyOf = ({ userId, sessionId }: Owner) => `${userId} ${sessionId}`;
