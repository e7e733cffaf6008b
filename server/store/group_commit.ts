import type { RoundFrame } from "@/shared/wire/round_frame.ts";
import type { RoundStatus } from "../domain/results.ts";
import type { Added, AgentRound } from "./round_store.ts";
import { DiskTrouble } from "./writer_problem.ts";

/** Rounds in one transaction, and their results; more wait for the next. */
const MAX_BATCH_ROUNDS = 2_000;
const MAX_BATCH_RESULTS = 1_000_000;
/** Rounds that may wait; an agent whose round is refused keeps it and sends it again. */
const MAX_WAITING_ROUNDS = 10_000;
const RETRY_MS = 1_000;

interface Waiting {
  round: AgentRound;
  resolve(isNew: boolean): void;
  reject(error: Error): void;
}

export interface GroupCommitDeps {
  /** Writes rounds in one transaction. */
  write(rounds: AgentRound[]): Promise<Added[]>;
  /** Resolves after so many milliseconds, or sooner when the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * Joins rounds that arrive while the writer is busy into its next transaction: one wait for the
 * disk for all of them. While the disk is full or fails, rounds wait here unacknowledged, and the
 * transaction is tried again every second.
 */
export class GroupCommit {
  #queue: Waiting[] = [];
  #running: Promise<void> | null = null;
  #stop = new AbortController();
  #trouble: string | null = null;
  #refused = 0;

  constructor(private readonly deps: GroupCommitDeps) {}

  /** Why nothing can be written now, or `null`. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** For people to see. */
  get status(): RoundStatus {
    return {
      trouble: this.#trouble,
      waiting: this.#queue.length,
      mostWaiting: MAX_WAITING_ROUNDS,
      refused: this.#refused,
    };
  }

  /** Resolves once the round is durable: whether it is new. */
  add(agent: number, frame: RoundFrame): Promise<boolean> {
    if (this.#stop.signal.aborted) return Promise.reject(new Error("the database is closed"));
    if (this.#queue.length >= MAX_WAITING_ROUNDS) {
      this.#refused++;
      return Promise.reject(
        new DiskTrouble(`the database is behind by ${MAX_WAITING_ROUNDS} rounds: send again later`),
      );
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ round: { agent, frame }, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Writes what waits, or refuses it when the disk is in trouble. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    // Rounds of the same turn of the event loop belong into the first transaction already.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const batch = this.#take();
      try {
        const added = await this.deps.write(batch.map(({ round }) => round));
        this.#trouble = null;
        batch.forEach((waiting, i) => settle(waiting, added[i]));
      } catch (error) {
        if (!(error instanceof DiskTrouble) || this.#stop.signal.aborted) {
          for (const { reject } of batch) reject(error as Error);
          continue;
        }
        this.#trouble = `rounds cannot be stored (${error.message}): make room on the disk`;
        this.#queue.unshift(...batch);
        await this.deps.wait(RETRY_MS, this.#stop.signal);
      }
    }
    // At once: a round that came any later would find nobody to write it.
    this.#running = null;
  }

  #take(): Waiting[] {
    let results = 0;
    let count = 0;
    while (count < Math.min(this.#queue.length, MAX_BATCH_ROUNDS)) {
      results += this.#queue[count].round.frame.results.length;
      if (count > 0 && results > MAX_BATCH_RESULTS) break;
      count++;
    }
    return this.#queue.splice(0, count);
  }
}

function settle({ resolve, reject }: Waiting, added: Added): void {
  if (typeof added === "boolean") resolve(added);
  else reject(new RangeError(added.refused));
}
