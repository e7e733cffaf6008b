import type { Timers } from "@/agent/icmp/deadlines.ts";

/** Timers that a test moves by hand. */
export class FakeTimers implements Timers {
  #nowMs = 1_000;
  readonly #pending = new Map<number, { atMs: number; run: () => void }>();
  #made = 0;

  nowMs(): number {
    return this.#nowMs;
  }

  setTimer(run: () => void, delayMs: number): () => void {
    const id = this.#made++;
    this.#pending.set(id, { atMs: this.#nowMs + delayMs, run });
    return () => this.#pending.delete(id);
  }

  /** Timers that have not fired. */
  get pending(): number {
    return this.#pending.size;
  }

  /** How often a timer was set. */
  get made(): number {
    return this.#made;
  }

  /** Lets time pass without anything running, as when the program is busy. */
  stall(ms: number): void {
    this.#nowMs += ms;
  }

  /** Lets time pass and fires what is due, in order. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const [next] = [...this.#pending].sort(([, a], [, b]) => a.atMs - b.atMs);
      if (!next || next[1].atMs > untilMs) break;
      this.#pending.delete(next[0]);
      this.#nowMs = Math.max(this.#nowMs, next[1].atMs);
      next[1].run();
    }
    this.#nowMs = untilMs;
  }
}
