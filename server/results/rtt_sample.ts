/** Up to here, putting each value in its place is faster than a call of the engine's sort. */
const FEW = 24;

/** A few RTTs in µs, sorted in place: used again and again, so that a path allocates nothing. */
export class RttSample {
  #us = new Uint32Array(64);
  #size = 0;
  #isSorted = true;

  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#size = 0;
    this.#isSorted = true;
  }

  add(rttUs: number): void {
    if (this.#size === this.#us.length) {
      const longer = new Uint32Array(2 * this.#size);
      longer.set(this.#us);
      this.#us = longer;
    }
    let place = this.#size++;
    if (this.#size > FEW) this.#isSorted = false;
    else {for (; place > 0 && this.#us[place - 1] > rttUs; place--) {
        this.#us[place] = this.#us[place - 1];
      }}
    this.#us[place] = rttUs;
  }

  /** The RTT that `index` others are not above; `undefined` when there are not so many. */
  at(index: number): number | undefined {
    if (!this.#isSorted) this.#us.subarray(0, this.#size).sort();
    this.#isSorted = true;
    return index < this.#size ? this.#us[index] : undefined;
  }
}
