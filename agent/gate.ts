/** Lets a bounded number of pieces of work run at once; others wait for their turn, not for ever. */
export class Gate {
  #running = 0;
  #waiting: { start: () => void; timer: ReturnType<typeof setTimeout> }[] = [];
  #skipped = 0;

  /** @param limit pieces of work at once */
  constructor(private readonly limit: number) {}

  /** Pieces of work that gave up waiting. */
  get skipped(): number {
    return this.#skipped;
  }

  /** What `work` gives, or `null` when its turn did not come within `waitMs`. */
  async run<T>(waitMs: number, work: () => Promise<T>): Promise<T | null> {
    if (this.#running < this.limit) this.#running++;
    else if (!await this.#turn(waitMs)) {
      this.#skipped++;
      return null;
    }
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #turn(waitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const place = {
        start: () => resolve(true),
        timer: setTimeout(() => {
          this.#waiting.splice(this.#waiting.indexOf(place), 1);
          resolve(false);
        }, waitMs),
      };
      this.#waiting.push(place);
    });
  }

  /** Hands the place on, so that nobody slips in between. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (!next) return void this.#running--;
    clearTimeout(next.timer);
    next.start();
  }
}
