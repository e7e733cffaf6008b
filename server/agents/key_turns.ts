/**
 * Work in turns, one after another for each key: who reads a record and writes it changed must not
 * be overtaken by another who read the same. What waits is bounded by the callers.
 */
export class KeyTurns {
  #turns = new Map<string, Promise<unknown>>();

  /** Runs `work` when all earlier work of this key is over. */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const earlier = this.#turns.get(key) ?? Promise.resolve();
    const own = earlier.then(work, work);
    this.#turns.set(key, own);
    try {
      return await own;
    } finally {
      if (this.#turns.get(key) === own) this.#turns.delete(key);
    }
  }
}
