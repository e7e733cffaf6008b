import { DEFAULT_INTERVAL_MS, type TargetList } from "@/shared/target.ts";
import {
  MAX_NOTES_BYTES,
  RESULT_CODES,
  ROUND_FLAGS,
  type RoundFrame,
} from "@/shared/wire/round_frame.ts";
import { encodeNotes, type ResultNote } from "@/shared/wire/round_notes.ts";
import type { Prober } from "./prober.ts";
import { type Place, planOf, TIMEOUT_MS } from "./round_plan.ts";

/** A probe that starts this long after its time was held up: its round is flagged as starved. */
export const STARVED_LAG_MS = 100;
/** A wall clock that went on by so much more or less than the time that passed was set. */
const CLOCK_STEP_MS = 1_000;

/** Targets with late answers, or with further ones, in one round; what is beyond is left out. */
const MAX_EXTRA = 1_000;

export interface SchedulerDeps {
  prober: Prober;
  /** Random, for this process: see `RoundFrame.session`. */
  session: number;
  /** Unix time in milliseconds. */
  now: () => number;
  /** Monotonic time in milliseconds. */
  monotonicMs: () => number;
  onRound: (frame: RoundFrame) => void;
  /** A prober broke its promise not to throw. */
  onError: (error: unknown) => void;
}

/** What a scheduler says of itself. */
export interface SchedulerHealth {
  /** Longest delay of a probe behind its time in the last round, in milliseconds. */
  lagMs: number;
  /** Rounds in which a probe was over `STARVED_LAG_MS` late, since the start. */
  starvedRounds: number;
}

/** A round that is under way. */
interface Round {
  frame: RoundFrame;
  notes: ResultNote[];
  /** What is to be probed, in the order of time, and how far that is. */
  due: Place[];
  next: number;
  /** Probes without an outcome yet. */
  open: number;
  startedMonotonicMs: number;
  lagMs: number;
}

/**
 * Probes the list round by round. Each target has its own fixed place, see `planOf`; in rounds where
 * it is not due its result is "not probed". One timer walks through a round, whatever its length.
 */
export class Scheduler {
  #list: TargetList | null = null;
  #plan: Place[] = [];
  #planned: TargetList | null = null;
  #number = 0;
  #round: Round | null = null;
  #roundTimer: ReturnType<typeof setTimeout> | undefined;
  #walkTimer: ReturnType<typeof setTimeout> | undefined;
  #nextAtMs = 0;
  /** Wall clock minus monotonic clock at the last round. */
  #clockDifferenceMs: number | null = null;
  /** RTT in µs of late answers since the last round, by target. */
  #late = new Map<string, number>();
  /** Further answers since the last round, by target. */
  #duplicates = new Map<string, number>();
  #health: SchedulerHealth = { lagMs: 0, starvedRounds: 0 };

  constructor(private readonly deps: SchedulerDeps) {}

  get health(): SchedulerHealth {
    return { ...this.#health };
  }

  /** Starts at once with this list, or goes over to it with the next round. */
  use(list: TargetList): void {
    const idle = this.#list === null;
    this.#list = list;
    if (!idle) return;
    this.#nextAtMs = this.deps.monotonicMs();
    this.#start();
  }

  /**
   * An answer came after its probe's time was up. It changes no result: the next round that ends
   * carries it as a note.
   */
  noteLate(targetId: string, rttUs: number): void {
    if (this.#late.size < MAX_EXTRA) this.#late.set(targetId, Math.round(rttUs));
  }

  /** A further answer came to a probe that had one: told like a late one. */
  noteDuplicate(targetId: string): void {
    const count = this.#duplicates.get(targetId) ?? 0;
    if (count > 0 || this.#duplicates.size < MAX_EXTRA) this.#duplicates.set(targetId, count + 1);
  }

  /** Stops probing; a round that is under way is thrown away. */
  stop(): void {
    this.#list = null;
    this.#round = null;
    clearTimeout(this.#roundTimer);
    clearTimeout(this.#walkTimer);
  }

  #start(): void {
    const list = this.#list;
    if (!list) return;
    // A prober that did not answer in time must not hold up what the others found.
    if (this.#round) this.#finish(this.#round);
    const nowMs = this.deps.monotonicMs();
    // A machine that slept does not catch up on the rounds it missed.
    this.#nextAtMs += DEFAULT_INTERVAL_MS;
    if (this.#nextAtMs <= nowMs) this.#nextAtMs = nowMs + DEFAULT_INTERVAL_MS;
    this.#roundTimer = setTimeout(() => this.#start(), this.#nextAtMs - nowMs);
    if (this.#planned !== list) {
      this.#plan = planOf(list);
      this.#planned = list;
    }
    this.#round = this.#newRound(list, nowMs);
    this.#walk(this.#round);
  }

  #newRound(list: TargetList, startedMonotonicMs: number): Round {
    const number = ++this.#number;
    const due = this.#plan.filter(({ every, phase }) => number % every === phase);
    const startedAtMs = this.deps.now();
    const differenceMs = startedAtMs - startedMonotonicMs;
    const isStepped = this.#clockDifferenceMs !== null &&
      Math.abs(differenceMs - this.#clockDifferenceMs) > CLOCK_STEP_MS;
    this.#clockDifferenceMs = differenceMs;
    return {
      frame: {
        session: this.deps.session,
        round: number,
        revision: list.revision,
        startedAtMs,
        flags: isStepped ? ROUND_FLAGS.clockStepped : 0,
        results: new Uint32Array(list.targets.length).fill(RESULT_CODES.notProbed),
        notes: new Uint8Array(),
      },
      notes: [],
      due,
      next: 0,
      open: due.length,
      startedMonotonicMs,
      lagMs: 0,
    };
  }

  /** Sends what is due, and comes back for the next. */
  #walk(round: Round): void {
    if (round !== this.#round) return;
    const passedMs = this.deps.monotonicMs() - round.startedMonotonicMs;
    for (; round.next < round.due.length; round.next++) {
      const place = round.due[round.next];
      if (place.offsetMs > passedMs) break;
      round.lagMs = Math.max(round.lagMs, passedMs - place.offsetMs);
      this.#probe(round, place);
    }
    if (round.next < round.due.length) {
      const waitMs = round.due[round.next].offsetMs - passedMs;
      this.#walkTimer = setTimeout(() => this.#walk(round), waitMs);
    } else if (round.open === 0) this.#finish(round);
  }

  async #probe(round: Round, { target, index }: Place): Promise<void> {
    try {
      const { result, note } = await this.deps.prober.probe(target, TIMEOUT_MS);
      round.frame.results[index] = result;
      if (note) round.notes.push({ index, ...note } as ResultNote);
    } catch (error) {
      this.deps.onError(error);
    }
    if (--round.open === 0 && round.next === round.due.length) this.#finish(round);
  }

  #finish(round: Round): void {
    // One that was stopped or is finished already.
    if (round !== this.#round) return;
    this.#round = null;
    this.#health.lagMs = Math.round(round.lagMs);
    if (round.lagMs > STARVED_LAG_MS) {
      this.#health.starvedRounds++;
      round.frame.flags |= ROUND_FLAGS.starved;
    }
    this.#noteExtra(round);
    round.frame.notes = encodeNotes(round.notes, MAX_NOTES_BYTES).bytes;
    this.deps.onRound(round.frame);
  }

  /** Answers that came since the last round and changed no result. */
  #noteExtra({ notes }: Round): void {
    if (this.#late.size + this.#duplicates.size === 0) return;
    for (const { target, index } of this.#plan) {
      const rttUs = this.#late.get(target.id), count = this.#duplicates.get(target.id);
      if (rttUs !== undefined) notes.push({ index, kind: "late", rttUs });
      if (count !== undefined) notes.push({ index, kind: "duplicates", count });
    }
    this.#late.clear();
    this.#duplicates.clear();
  }
}
