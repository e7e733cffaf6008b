import { Refusal } from "@/shared/refusal.ts";
import type { PasswordLink, UsersService, UserView } from "../domain/accounts.ts";
import type { AuditLog } from "../domain/audit.ts";
import type { CredentialStore, PeopleStore, Role, User } from "../domain/people.ts";
import { hashPassword, refuseBadPassword } from "./password.ts";
import { hashSecret, newSecret } from "./secret.ts";
import type { Sessions } from "./sessions.ts";

/** An invitation or a reset is open for so long. */
export const LINK_MS = 24 * 3_600_000;
const USED = "this link was used, is over, or there is a newer one: ask for another";

export interface UsersOptions {
  store: PeopleStore;
  credentials: CredentialStore;
  sessions: Sessions;
  audit: AuditLog;
  now: () => number;
}

/** The accounts as administrators manage them. */
export class Users implements UsersService {
  constructor(private readonly options: UsersOptions) {}

  async list(): Promise<UserView[]> {
    return await Promise.all((await this.options.store.listUsers()).map((u) => this.#view(u)));
  }

  async get(id: number): Promise<UserView> {
    return await this.#view(await this.#user(id));
  }

  /** The id of a name. @throws {Refusal} "not_found" */
  async idOf(name: string): Promise<number> {
    const user = await this.options.store.userByName(name.trim());
    if (!user) throw new Refusal("not_found", `there is no user ${name}`);
    return user.id;
  }

  async add(name: string, role: Role, password: string, by: string): Promise<UserView> {
    const known = checkedName(name);
    refuseBadPassword(password);
    return await this.#add(known, role, await hashPassword(password), by, "user.add");
  }

  async invite(
    name: string,
    role: Role,
    by: string,
  ): Promise<{ user: UserView; link: PasswordLink }> {
    const user = await this.#add(checkedName(name), role, null, by, "user.invite");
    return { user, link: await this.#newLink(user.id) };
  }

  async passwordLink(id: number, by: string): Promise<PasswordLink> {
    const user = await this.#user(id);
    if (user.disabled) throw new Refusal("conflict", `${user.name} is disabled: enable it first`);
    if (user.oidcSubject !== null) {
      throw new Refusal("conflict", `${user.name} logs in through the identity provider`);
    }
    const link = await this.#newLink(id);
    await this.#audit(by, "user.link", user.name, "");
    return link;
  }

  async setRole(id: number, role: Role, by: string): Promise<UserView> {
    const user = await this.#user(id);
    if (user.role === role) return await this.#view(user);
    if (user.oidcSubject !== null) {
      throw new Refusal("conflict", `the role of ${user.name} comes from the identity provider`);
    }
    this.#mustBeAnother(user, await this.options.store.setRole(id, role));
    const change = { before: { role: user.role }, after: { role } };
    await this.#audit(by, "user.role", user.name, `${user.role} → ${role}`, change);
    return await this.get(id);
  }

  async disable(id: number, by: string): Promise<UserView> {
    const user = await this.#user(id);
    this.#mustBeAnother(user, await this.options.store.setDisabled(id, true));
    await this.options.sessions.endAll(id);
    await this.#audit(by, "user.disable", user.name, "");
    return await this.get(id);
  }

  async enable(id: number, by: string): Promise<UserView> {
    const user = await this.#user(id);
    await this.options.store.setDisabled(id, false);
    await this.#audit(by, "user.enable", user.name, "");
    return await this.get(id);
  }

  async remove(id: number, by: string): Promise<void> {
    const user = await this.#user(id);
    this.#mustBeAnother(user, await this.options.store.removeUser(id));
    await this.#audit(by, "user.remove", user.name, user.role);
  }

  async endSessions(id: number, by: string): Promise<void> {
    const user = await this.#user(id);
    await this.options.sessions.endAll(id);
    await this.#audit(by, "session.end", user.name, "all of them");
  }

  async removeSecondFactor(id: number, by: string): Promise<UserView> {
    const user = await this.#user(id);
    await this.options.credentials.putSecondFactor(id, null);
    await this.#audit(by, "totp.remove", user.name, "");
    return await this.get(id);
  }

  /** New password, and the end of every session the person has. @throws {Refusal} */
  async setPassword(id: number, password: string, by: string): Promise<void> {
    refuseBadPassword(password);
    const user = await this.#user(id);
    await this.options.store.setPassword(id, await hashPassword(password));
    await this.options.sessions.endAll(id);
    await this.#audit(by, "user.password", user.name, "");
  }

  async usePasswordLink(key: string, password: string, clientAddress: string): Promise<void> {
    const { credentials, now } = this.options;
    const user = await this.#linkUser(key);
    if (!user) throw new Refusal("invalid", USED);
    refuseBadPassword(password);
    const passwordHash = await hashPassword(password);
    // The hash takes a while: of two who use the link at once, one is too late.
    if (!await credentials.useLink(await hashSecret(key), now())) {
      throw new Refusal("invalid", USED);
    }
    await this.options.store.setPassword(user.id, passwordHash);
    await this.options.sessions.endAll(user.id);
    await this.#audit(user.name, "user.password", user.name, `by link, from ${clientAddress}`);
  }

  async #linkUser(key: string): Promise<User | null> {
    if (!/^[A-Za-z0-9_-]{1,100}$/.test(key)) return null;
    const { credentials, store, now } = this.options;
    const id = await credentials.linkOwner(await hashSecret(key), now());
    const user = id === null ? null : await store.userById(id);
    return user && !user.disabled ? user : null;
  }

  async #newLink(userId: number): Promise<PasswordLink> {
    const key = newSecret(), expiresAtMs = this.options.now() + LINK_MS;
    await this.options.credentials.putLink(userId, await hashSecret(key), expiresAtMs);
    return { key, expiresAtMs };
  }

  async #add(
    name: string,
    role: Role,
    passwordHash: string | null,
    by: string,
    action: string,
  ): Promise<UserView> {
    const user = await this.options.store.addUser({
      name,
      role,
      passwordHash,
      disabled: false,
      createdAtMs: this.options.now(),
      oidcSubject: null,
      totpSecret: null,
    });
    await this.#audit(by, action, name, role);
    return await this.#view(user);
  }

  async #view(user: User): Promise<UserView> {
    const [newest] = await this.options.sessions.of(user.id);
    const invited = user.passwordHash === null && user.oidcSubject === null;
    return {
      id: user.id,
      name: user.name,
      role: user.role,
      status: user.disabled ? "disabled" : invited ? "invited" : "active",
      external: user.oidcSubject !== null,
      secondFactor: user.totpSecret !== null,
      createdAtMs: user.createdAtMs,
      lastUsedAtMs: newest?.lastUsedAtMs ?? null,
    };
  }

  async #user(id: number): Promise<User> {
    const user = await this.options.store.userById(id);
    if (!user) throw new Refusal("not_found", "there is no such user");
    return user;
  }

  #mustBeAnother({ name }: User, done: boolean): void {
    if (done) return;
    throw new Refusal("conflict", `${name} is the last administrator: make another one first`);
  }

  #audit(
    who: string,
    action: string,
    subject: string,
    detail: string,
    change: { before?: unknown; after?: unknown } = {},
  ): Promise<void> {
    return this.options.audit.record({ who, action, subject, detail, ...change });
  }
}

/** The name without spaces around it. @throws {Refusal} "invalid" */
export function checkedName(name: string): string {
  const trimmed = name.trim();
  if (/^[^\p{C}\s](?:[^\p{C}]{0,62}[^\p{C}\s])?$/u.test(trimmed)) return trimmed;
  throw new Refusal("invalid", "a name has 1 to 64 characters, no control characters");
}
