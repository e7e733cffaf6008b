/**
 * A map with a bound. Entries are in two halves: what is asked for moves to the younger one, and
 * when that is full the older one is forgotten. Unlike with an exact order of use, asking for an
 * entry that is young, which is nearly always so, changes nothing.
 */
export class RecentCache<K, V> {
  #young = new Map<K, V>();
  #old = new Map<K, V>();
  readonly #half: number;

  /** @throws {RangeError} when the capacity is below 2. */
  constructor(capacity: number) {
    if (!(capacity >= 2)) {
      throw new RangeError(`cache capacity must be at least 2, got ${capacity}`);
    }
    this.#half = Math.floor(capacity / 2);
  }

  /** At most the capacity; an entry that is being asked for again counts twice. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  get(key: K): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: K, value: V): void {
    if (this.#young.size >= this.#half) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }
}
