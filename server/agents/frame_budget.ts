/** Frames a second that a connection may send for long. A native agent needs one or two. */
const FRAMES_PER_SECOND = 100;
/** Frames at once: an agent that comes back sends all it has kept. */
const BURST = 2_000;

/** A token bucket: how many frames one connection may still send. */
export class FrameBudget {
  #left = BURST;
  #atMs: number;

  /** @param now any clock in milliseconds that does not go back */
  constructor(private readonly now: () => number) {
    this.#atMs = now();
  }

  /** Takes one frame out of the budget; false when there is none left. */
  take(): boolean {
    const nowMs = this.now();
    this.#left = Math.min(BURST, this.#left + (nowMs - this.#atMs) / 1_000 * FRAMES_PER_SECOND);
    this.#atMs = nowMs;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
