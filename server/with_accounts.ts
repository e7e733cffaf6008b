import { auditLog } from "./audit/audit.ts";
import { type AccountsOptions, openAccounts } from "./accounts.ts";
import { openStore, type Store } from "./store/store.ts";

/** Accounts in a database in memory, and their clock. */
export interface AccountsBench extends ReturnType<typeof openAccounts> {
  store: Store;
  clock: { nowMs: number };
  /** Moves the clock. */
  pass(ms: number): void;
}

/** For tests: opens accounts, with these options where others than the usual are wanted. */
export async function withAccounts(
  work: (bench: AccountsBench) => Promise<void>,
  options: Partial<AccountsOptions> = {},
): Promise<void> {
  const store = openStore(":memory:");
  const clock = { nowMs: 1_795_000_000_000 };
  const now = () => clock.nowMs;
  try {
    const accounts = openAccounts({ store, audit: auditLog(store.audit, now), now, ...options });
    await work({ ...accounts, store, clock, pass: (ms) => clock.nowMs += ms });
  } finally {
    store.close();
  }
}
