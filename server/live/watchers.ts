import type { Watcher } from "@/shared/watcher.ts";

/** Live pages of all topics together; more are turned away. */
const MAX_WATCHERS = 2_000;

/** The browsers that have a live page open. */
export class Watchers {
  readonly #all = new Set<Watcher>();
  #turnedAway = 0;

  constructor(readonly capacity = MAX_WATCHERS) {}

  /** Who watches now, the newest first. */
  list(): Watcher[] {
    return [...this.#all].reverse();
  }

  /** Browsers turned away because too many watched, since the start. */
  get turnedAway(): number {
    return this.#turnedAway;
  }

  /** Adds one. Call what it returns when it leaves; `null` when there are too many. */
  enter(watcher: Watcher): (() => void) | null {
    if (this.#all.size >= this.capacity) {
      this.#turnedAway++;
      return null;
    }
    // A copy, so that the same words from two windows are two watchers.
    const own = { ...watcher };
    this.#all.add(own);
    return () => void this.#all.delete(own);
  }
}
