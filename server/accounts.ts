import { logInRefusals } from "./audit/refusal_log.ts";
import { Auth } from "./auth/auth.ts";
import { LogInLimiter } from "./auth/login_limiter.ts";
import { OidcLogIn, type OidcSettings } from "./auth/oidc.ts";
import { OwnAccount } from "./auth/own_account.ts";
import { verifyPassword } from "./auth/password.ts";
import { DEFAULT_LIMITS, type SessionLimits, Sessions } from "./auth/sessions.ts";
import { Users } from "./auth/users.ts";
import type { AuditLog, Refusals } from "./domain/audit.ts";
import type { Store } from "./store/store.ts";

export interface AccountsOptions {
  store: Pick<Store, "people" | "sessions" | "credentials">;
  audit: AuditLog;
  now: () => number;
  limits?: SessionLimits;
  /** The identity provider, or none. */
  oidc?: OidcSettings | null;
  /** Where log-ins that failed are written; by default the audit log, bounded. */
  refusals?: Refusals;
  verify?: typeof verifyPassword;
}

/** Everything about people, joined: the same for the server, the command line and tests. */
export function openAccounts(options: AccountsOptions) {
  const { audit, now, limits = DEFAULT_LIMITS, verify = verifyPassword } = options;
  const { people: store, credentials } = options.store;
  const refusals = options.refusals ?? logInRefusals(audit, now);
  const sessions = new Sessions(options.store.sessions, now, limits);
  const limiter = new LogInLimiter(now);
  const shared = { store, credentials, sessions, audit, now };
  const users = new Users(shared);
  const account = new OwnAccount({ ...shared, limiter });
  const provider = options.oidc
    ? new OidcLogIn({ settings: options.oidc, store, sessions, audit, refusals, now })
    : null;
  const auth = new Auth({ ...shared, users, limiter, refusals, provider, verify });
  return { auth, users, account };
}
