import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { HourColumns } from "./hour_columns.ts";

/** Rounds kept of one agent: an hour of one every 5 s, and some room for a shorter rhythm. */
export const HOUR_ROUNDS = 768;

/**
 * The last hour of one agent in typed arrays: one column of result codes a target, beside one
 * column of times. Rounds are in the order of their start; a late one is put where it belongs.
 * About 3 KB a path.
 */
export class AgentHour {
  #times = new Float64Array(HOUR_ROUNDS);
  #flags = new Uint8Array(HOUR_ROUNDS);
  #columns = new HourColumns(HOUR_ROUNDS);
  /** Index of the oldest round, and how many there are: a ring. */
  #head = 0;
  #size = 0;
  #version = 0;
  #lateRounds = 0;

  /** Rounds so far that did not come as the newest: what was read before them may be different. */
  get lateRounds(): number {
    return this.#lateRounds;
  }

  /** Counts changes: who has read a version need not read it again. */
  get version(): number {
    return this.#version;
  }

  /** Memory of the times and the columns. */
  get byteLength(): number {
    return this.#times.byteLength + this.#flags.byteLength + this.#columns.byteLength;
  }

  /** Start of the oldest and newest round in Unix milliseconds, or `null` when empty. */
  get oldestAtMs(): number | null {
    return this.#size ? this.#times[this.#head] : null;
  }
  get newestAtMs(): number | null {
    return this.#size ? this.#times[this.#index(this.#size - 1)] : null;
  }

  /** Adds a round. A round older than everything in a full ring is not taken: it is history. */
  add(
    startedAtMs: number,
    targetIds: readonly string[],
    results: Uint32Array,
    flags = 0,
  ): void {
    this.#version++;
    if (this.#size === HOUR_ROUNDS) {
      if (startedAtMs < this.#times[this.#head]) return;
      this.#head = (this.#head + 1) % HOUR_ROUNDS;
      this.#size--;
    }
    if (this.#size > 0 && startedAtMs <= this.newestAtMs!) this.#lateRounds++;
    const at = this.#openSlot(startedAtMs);
    this.#times[at] = startedAtMs;
    this.#flags[at] = flags;
    this.#columns.clear(at);
    for (let i = 0; i < targetIds.length; i++) {
      let column = this.#columns.find(targetIds[i]);
      if (!column) {
        this.#columns.open(targetIds);
        column = this.#columns.find(targetIds[i])!;
      }
      column.block[column.start + at] = results[i];
    }
  }

  /** Visits the results of one target that began at or after `fromMs`, oldest first. */
  visit(
    targetId: string,
    fromMs: number,
    visit: (atMs: number, result: number, flags: number) => void,
  ): void {
    const column = this.#columns.find(targetId);
    if (!column) return;
    const { block, start } = column;
    for (let n = this.#firstFrom(fromMs); n < this.#size; n++) {
      const i = this.#index(n);
      const result = block[start + i];
      if (result !== RESULT_CODES.notProbed) visit(this.#times[i], result, this.#flags[i]);
    }
  }

  /** Visits the results of one target that began up to `toMs`, newest first, while `visit` agrees. */
  visitBack(
    targetId: string,
    toMs: number,
    visit: (atMs: number, result: number) => boolean,
  ): void {
    const column = this.#columns.find(targetId);
    if (!column) return;
    const { block, start } = column;
    let n = this.#size - 1;
    if (n >= 0 && this.#times[this.#index(n)] > toMs) n = this.#firstFrom(toMs + 1) - 1;
    for (; n >= 0; n--) {
      const i = this.#index(n);
      const result = block[start + i];
      if (result !== RESULT_CODES.notProbed && !visit(this.#times[i], result)) return;
    }
  }

  /** Forgets targets that are on no list any more. */
  keepOnly(targetIds: ReadonlySet<string>): void {
    this.#columns.keepOnly(targetIds);
  }

  #index(n: number): number {
    return (this.#head + n) % HOUR_ROUNDS;
  }

  /** Makes room for a round that began at `startedAtMs` and returns its index. */
  #openSlot(startedAtMs: number): number {
    let n = this.#size++;
    for (; n > 0 && this.#times[this.#index(n - 1)] > startedAtMs; n--) {
      const from = this.#index(n - 1);
      const to = this.#index(n);
      this.#times[to] = this.#times[from];
      this.#flags[to] = this.#flags[from];
      this.#columns.copy(from, to);
    }
    return this.#index(n);
  }

  #firstFrom(fromMs: number): number {
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#times[this.#index(middle)] < fromMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
