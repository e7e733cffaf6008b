/** Failures that cost nothing; people mistype. */
const FREE_FAILURES = 5;
const BASE_DELAY_MS = 1_000;
const MAX_DELAY_MS = 5 * 60_000;
/** Failures of one address with any names: above this it tries stolen lists. */
const FREE_OF_ADDRESS = 50;
/** What that costs everybody at this address, who may be many behind one router. */
const ADDRESS_DELAY_MS = 10_000;
/** A pair that was quiet for so long starts afresh. */
const FORGET_AFTER_MS = 30 * 60_000;
/** Pairs remembered; the oldest is forgotten first. */
const MAX_ENTRIES = 10_000;

/**
 * Slows down guessing. It counts failures by account *and* client address together: whoever guesses
 * at an account delays only himself, and can lock nobody out of it. An address that fails with many
 * names has to wait 10 s between tries, and no longer: others may share it.
 */
export class LogInLimiter {
  #failures = new Map<string, { count: number; lastAtMs: number }>();

  constructor(private readonly now: () => number) {}

  /** How long this pair has to wait, in milliseconds; 0 when it may try. */
  waitMs(account: string, clientAddress: string): number {
    const entry = this.#entry(account, clientAddress);
    const all = this.#entry(ANY, clientAddress);
    const own = !entry || entry.count < FREE_FAILURES ? 0 : entry.lastAtMs +
      Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** (entry.count - FREE_FAILURES));
    const shared = !all || all.count < FREE_OF_ADDRESS ? 0 : all.lastAtMs + ADDRESS_DELAY_MS;
    return Math.max(0, own - this.now(), shared - this.now());
  }

  failed(account: string, clientAddress: string): void {
    this.#count(account, clientAddress);
    this.#count(ANY, clientAddress);
  }

  #count(account: string, clientAddress: string): void {
    const key = keyOf(account, clientAddress);
    const count = (this.#entry(account, clientAddress)?.count ?? 0) + 1;
    this.#failures.delete(key);
    this.#failures.set(key, { count, lastAtMs: this.now() });
    if (this.#failures.size > MAX_ENTRIES) {
      this.#failures.delete(this.#failures.keys().next().value!);
    }
  }

  succeeded(account: string, clientAddress: string): void {
    this.#failures.delete(keyOf(account, clientAddress));
  }

  #entry(account: string, clientAddress: string) {
    const key = keyOf(account, clientAddress);
    const entry = this.#failures.get(key);
    if (!entry || this.now() - entry.lastAtMs <= FORGET_AFTER_MS) return entry;
    this.#failures.delete(key);
    return undefined;
  }
}

/** Stands for every name; no name has a line break. */
const ANY = "\n";

const keyOf = (account: string, clientAddress: string) =>
  `${account.toLowerCase().slice(0, 200)}\0${clientAddress}`;
