import { auditLog } from "./audit/audit.ts";
import { type AccountsOptions, openAccounts } from "./accounts.ts";
import { hashPassword } from "./auth/password.ts";
import type { Role } from "./domain/people.ts";
import { openStore, type Store } from "./store/store.ts";

const LOW_COST = { logN: 4, r: 8, p: 1 };

/** Accounts in a database in memory, and their clock. */
export interface AccountsBench extends ReturnType<typeof openAccounts> {
  store: Store;
  clock: { nowMs: number };
  /** Adds somebody whose password is hashed at a low cost, which is written in every hash. */
  addCheaply(name: string, role: Role, password: string): Promise<number>;
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
    const addCheaply = async (name: string, role: Role, password: string) => {
      const { user: { id } } = await accounts.users.invite(name, role, "test");
      await store.people.setPassword(id, await hashPassword(password, LOW_COST));
      return id;
    };
    await work({ ...accounts, store, clock, addCheaply, pass: (ms) => clock.nowMs += ms });
  } finally {
    store.close();
  }
}
