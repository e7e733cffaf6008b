import { Refusal } from "@/shared/refusal.ts";

/** Lets a few pieces of work run at once; more wait their turn, and beyond that are turned away. */
export class Gate {
  #running = 0;
  #waiting: (() => void)[] = [];

  constructor(private readonly atOnce: number, private readonly maxWaiting: number) {}

  /** @throws {Refusal} "too_many_requests" when too many wait already */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.atOnce) {
      if (this.#waiting.length >= this.maxWaiting) {
        throw new Refusal("too_many_requests", "too many log-ins at once: try again in a moment");
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running++;
    try {
      return await work();
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }
}
