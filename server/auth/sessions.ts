import type { Session, SessionStore, Visitor } from "../domain/people.ts";
import { hashSecret, newSecret } from "./secret.ts";

/** When sessions end, in milliseconds. */
export interface SessionLimits {
  /** Without a request. */
  idleMs: number;
  /** After the log-in, whatever happens. */
  absoluteMs: number;
}

export const DEFAULT_LIMITS: SessionLimits = {
  idleMs: 24 * 3_600_000,
  absoluteMs: 7 * 24 * 3_600_000,
};
/** How often the last use is written down. */
const TOUCH_MS = 60_000;
const MAX_USER_AGENT_LENGTH = 200;

/** Sessions: 256 random bits each, known to the store by their hash only. */
export class Sessions {
  constructor(
    private readonly store: SessionStore,
    private readonly now: () => number,
    readonly limits: SessionLimits,
  ) {}

  /** Begins a session and ends the one the browser had. Returns the token. */
  async begin(userId: number, visitor: Visitor): Promise<string> {
    const nowMs = this.now();
    const { idleMs, absoluteMs } = this.limits;
    await this.store.removeExpiredSessions(nowMs - absoluteMs, nowMs - idleMs);
    if (visitor.oldSessionToken) await this.end(visitor.oldSessionToken);
    const token = newSecret();
    await this.store.addSession(await hashSecret(token), {
      userId,
      createdAtMs: nowMs,
      lastUsedAtMs: nowMs,
      address: visitor.clientAddress,
      userAgent: (visitor.userAgent ?? "").slice(0, MAX_USER_AGENT_LENGTH),
    });
    return token;
  }

  /** The session of a token while it lasts; using it keeps it from going idle. */
  async use(token: string): Promise<Session | null> {
    const session = await this.store.session(await hashSecret(token));
    if (!session || this.#isOver(session)) return null;
    const nowMs = this.now();
    if (nowMs - session.lastUsedAtMs >= TOUCH_MS) await this.store.touchSession(session.id, nowMs);
    return session;
  }

  async end(token: string): Promise<void> {
    await this.store.removeSession(await hashSecret(token));
  }

  /** Those that last, the most recently used first. */
  async of(userId: number): Promise<Session[]> {
    return (await this.store.sessionsOf(userId)).filter((session) => !this.#isOver(session));
  }

  endOne(userId: number, id: number): Promise<boolean> {
    return this.store.removeSessionOf(userId, id);
  }

  endAll(userId: number, exceptId?: number): Promise<void> {
    return this.store.removeSessionsOf(userId, exceptId);
  }

  #isOver({ createdAtMs, lastUsedAtMs }: Session): boolean {
    const nowMs = this.now(), { idleMs, absoluteMs } = this.limits;
    return createdAtMs + absoluteMs <= nowMs || lastUsedAtMs + idleMs <= nowMs;
  }
}
