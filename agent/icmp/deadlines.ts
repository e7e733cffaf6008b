/** The clock and timers that deadlines are kept with. */
export interface Timers {
  /** Monotonic clock. */
  nowMs(): number;
  /** Runs something once. Gives the function that prevents it. */
  setTimer(run: () => void, delayMs: number): () => void;
}

/** Something with a deadline of its own. */
export interface Timed {
  readonly sentAtMs: number;
  readonly timeoutMs: number;
}

/**
 * Deadlines of many requests with one timer. Requests with the same time allowed expire in the order
 * they were sent, so each such group is a queue whose head is due first; a set is one that anything
 * can leave at once.
 */
export class Deadlines<T extends Timed> {
  readonly #queues = new Map<number, Set<T>>();
  readonly #timers: Timers;
  readonly #onDue: () => void;
  #cancel: (() => void) | null = null;
  #armedForMs = Infinity;

  /** @param onDue Called when something may be due: it takes it with {@linkcode takeDue}. */
  constructor(timers: Timers, onDue: () => void) {
    this.#timers = timers;
    this.#onDue = onDue;
  }

  add(item: T): void {
    let queue = this.#queues.get(item.timeoutMs);
    if (!queue) this.#queues.set(item.timeoutMs, queue = new Set());
    queue.add(item);
    this.#arm(dueMs(item));
  }

  remove(item: T): void {
    const queue = this.#queues.get(item.timeoutMs);
    if (!queue?.delete(item)) return;
    if (queue.size === 0) this.#queues.delete(item.timeoutMs);
    // A timer for something that was removed stays armed, and finds nothing due: cheaper than
    // looking for the next deadline each time. The last one takes it along.
    if (this.#queues.size === 0) this.#disarm();
  }

  /** Removes and gives what is due now. */
  takeDue(): T[] {
    const nowMs = this.#timers.nowMs();
    const due: T[] = [];
    for (const queue of this.#queues.values()) {
      for (const item of queue) {
        if (dueMs(item) > nowMs) break;
        due.push(item);
      }
    }
    for (const item of due) this.remove(item);
    return due;
  }

  /** Forgets everything. */
  clear(): void {
    this.#queues.clear();
    this.#disarm();
  }

  #arm(atMs: number): void {
    if (atMs >= this.#armedForMs) return;
    this.#disarm();
    this.#armedForMs = atMs;
    const delayMs = Math.max(0, Math.ceil(atMs - this.#timers.nowMs()));
    this.#cancel = this.#timers.setTimer(() => this.#fire(), delayMs);
  }

  #disarm(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#armedForMs = Infinity;
  }

  #fire(): void {
    this.#disarm();
    this.#onDue();
    for (const queue of this.#queues.values()) {
      for (const head of queue) {
        this.#arm(dueMs(head));
        break;
      }
    }
  }
}

function dueMs(item: Timed): number {
  return item.sentAtMs + item.timeoutMs;
}
