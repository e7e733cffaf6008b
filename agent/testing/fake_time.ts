/** Replaces the timers of a test by ones that run when the test lets time pass. */
export class FakeTime {
  #timers = new Map<number, { atMs: number; work: () => void }>();
  #nextId = 1;
  #real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };

  constructor(public now: number) {
    globalThis.setTimeout = ((work: () => void, delayMs = 0) => {
      this.#timers.set(this.#nextId, { atMs: this.now + Math.max(0, delayMs), work });
      return this.#nextId++;
    }) as typeof setTimeout;
    globalThis.clearTimeout = ((id: number) => void this.#timers.delete(id)) as typeof clearTimeout;
  }

  /** Runs what falls due in the next `ms` milliseconds, in order, and lets promises settle. */
  async pass(ms: number): Promise<void> {
    const endMs = this.now + ms;
    for (;;) {
      await settle();
      const [next] = [...this.#timers].filter(([, t]) => t.atMs <= endMs)
        .sort(([, a], [, b]) => a.atMs - b.atMs);
      if (!next) break;
      this.#timers.delete(next[0]);
      // One that is overdue, because the test held everything up, does not turn time back.
      this.now = Math.max(this.now, next[1].atMs);
      next[1].work();
    }
    this.now = Math.max(this.now, endMs);
    await settle();
  }

  [Symbol.dispose](): void {
    Object.assign(globalThis, this.#real);
  }
}

/** A few turns of the microtask queue. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
