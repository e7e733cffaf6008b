/** Things that wait for a second step, each under a key of its own, for a while. */
export class WaitingList<T> {
  #entries = new Map<string, { value: T; endsAtMs: number }>();

  /** @param max entries; the oldest goes first */
  constructor(
    private readonly now: () => number,
    private readonly keepMs: number,
    private readonly max: number,
  ) {}

  put(key: string, value: T): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, endsAtMs: this.now() + this.keepMs });
    if (this.#entries.size > this.max) this.#entries.delete(this.#entries.keys().next().value!);
  }

  get(key: string): T | null {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    if (entry.endsAtMs > this.now()) return entry.value;
    this.#entries.delete(key);
    return null;
  }

  /** Takes it off the list. */
  take(key: string): T | null {
    const value = this.get(key);
    this.#entries.delete(key);
    return value;
  }
}
