/** What one address sent, since it was first seen. */
export interface SenderCounters {
  /** Canonical text of the address. */
  readonly address: string;
  /** Datagrams taken. */
  received: number;
  /** Bytes in the datagrams taken. */
  bytes: number;
  /** Of those received, how many had no syslog priority. */
  unparsed: number;
  /** Datagrams dropped because the address is not on the allow list. */
  refused: number;
  /** Unix time in milliseconds. */
  lastSeenAtMs: number;
}

/**
 * Counters by sender. A sender's address may be forged, so the table has a bound: the one that
 * was silent longest makes room, and {@link SenderTable.evicted} says how often that happened.
 */
export class SenderTable {
  /** In the order last seen, oldest first. */
  readonly #entries = new Map<string, SenderCounters>();
  readonly #capacity: number;
  /** The last one of #entries: one sender's lines come many at a time. */
  #last: SenderCounters | null = null;
  /** Senders whose counters were given up. */
  evicted = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The counters of an address, made when it is new, marked as seen now. */
  touch(address: string, nowMs: number): SenderCounters {
    if (this.#last?.address === address) {
      this.#last.lastSeenAtMs = nowMs;
      return this.#last;
    }
    let entry = this.#entries.get(address);
    if (entry === undefined) {
      if (this.#entries.size >= this.#capacity) this.#evictOldest();
      entry = { address, received: 0, bytes: 0, unparsed: 0, refused: 0, lastSeenAtMs: nowMs };
    } else {
      this.#entries.delete(address);
    }
    this.#entries.set(address, entry);
    entry.lastSeenAtMs = nowMs;
    return this.#last = entry;
  }

  /** The counters of an address that has some, without marking it as seen. */
  known(address: string): SenderCounters | undefined {
    return this.#entries.get(address);
  }

  /** Copies of all counters, the last seen first. */
  list(): SenderCounters[] {
    return [...this.#entries.values()].reverse().map((entry) => ({ ...entry }));
  }

  #evictOldest(): void {
    for (const address of this.#entries.keys()) {
      this.#entries.delete(address);
      this.evicted++;
      return;
    }
  }
}
