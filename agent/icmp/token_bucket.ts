/** Lets through so many a second on average, and as many at once after a pause. */
export class TokenBucket {
  readonly #nowMs: () => number;
  #tokens: number;
  #filledAtMs: number;

  /**
   * @param perSecond More than 0; also how many may come at once.
   * @param nowMs Monotonic clock.
   */
  constructor(readonly perSecond: number, nowMs: () => number) {
    if (!(perSecond > 0)) throw new RangeError(`${perSecond} a second: it must be over 0`);
    this.#nowMs = nowMs;
    this.#tokens = perSecond;
    this.#filledAtMs = nowMs();
  }

  /** Takes one if there is one. */
  take(): boolean {
    if (this.#tokens < 1) this.#fill();
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  /** Only when it is empty, as the clock costs more than the rest. */
  #fill(): void {
    const nowMs = this.#nowMs();
    const elapsedMs = Math.max(0, nowMs - this.#filledAtMs);
    this.#tokens = Math.min(this.perSecond, this.#tokens + elapsedMs * this.perSecond / 1e3);
    this.#filledAtMs = nowMs;
  }
}
