import type { AgentMessage, ServerMessage } from "@/shared/wire/control.ts";

/** Time between two questions, in milliseconds, once there is an answer. */
const ASK_EVERY_MS = 60_000;
/** The first few come sooner, because one answer alone may have been slow. */
const FIRST_ASK_EVERY_MS = 5_000;
/** Answers that are remembered; the one with the shortest way counts. */
const SAMPLES = 8;
/** An answer that took longer says too little. */
const MAX_DELAY_MS = 10_000;
/** The wall clock was set while an answer was on its way, when the two clocks differ by more. */
const CLOCK_STEP_MS = 100;

interface Sample {
  offsetMs: number;
  delayMs: number;
}

/**
 * How far this machine's clock is from the server's, as NTP finds it (RFC 5905 section 8): of the
 * last answers the one with the shortest way there and back, whose error is at most half of that.
 */
export class ClockOffset {
  #samples: Sample[] = [];
  #asked: { atMs: number; monotonicMs: number } | null = null;
  #nextAskMs = -Infinity;
  /** Wall clock minus monotonic clock when we looked last. */
  #differenceMs: number | null = null;

  constructor(
    /** Unix time in milliseconds. */
    private readonly now: () => number,
    private readonly monotonicMs: () => number,
  ) {}

  /** To be added to our clock to get the server's, and its greatest error; `null` when unknown. */
  get estimate(): { offsetMs: number; errorMs: number } | null {
    this.#lookAtClock();
    const [best] = this.#samples.toSorted((a, b) => a.delayMs - b.delayMs);
    if (!best) return null;
    return { offsetMs: Math.round(best.offsetMs), errorMs: Math.ceil(best.delayMs / 2) };
  }

  /** The question to send now, or `null` while it is too early for one and none `must` be. */
  ask(must = false): AgentMessage & { type: "time" } | null {
    const monotonicMs = this.monotonicMs();
    if (monotonicMs < this.#nextAskMs && !must) return null;
    const isKnown = this.#samples.length >= SAMPLES / 2;
    this.#nextAskMs = monotonicMs + (isKnown ? ASK_EVERY_MS : FIRST_ASK_EVERY_MS);
    this.#asked = { atMs: this.now(), monotonicMs };
    return { type: "time", askedAtMs: this.#asked.atMs };
  }

  /** Takes the server's answer; one to no question of ours changes nothing. */
  answer(message: ServerMessage & { type: "time" }): void {
    const asked = this.#asked;
    if (!asked || message.askedAtMs !== asked.atMs) return;
    this.#asked = null;
    const passedMs = this.monotonicMs() - asked.monotonicMs;
    const delayMs = passedMs - (message.repliedAtMs - message.receivedAtMs);
    // What was measured with the clock as it was before is of no use any more.
    const isStepped = Math.abs(this.now() - asked.atMs - passedMs) > CLOCK_STEP_MS;
    if (isStepped) return this.forget();
    this.#lookAtClock();
    if (delayMs < -1 || delayMs > MAX_DELAY_MS) return;
    const backAtMs = asked.atMs + passedMs;
    const offsetMs = (message.receivedAtMs - asked.atMs + message.repliedAtMs - backAtMs) / 2;
    this.#samples.push({ offsetMs, delayMs: Math.max(0, delayMs) });
    if (this.#samples.length > SAMPLES) this.#samples.shift();
  }

  /** Forgets what was measured by a wall clock that was set since, or that a sleep has moved. */
  #lookAtClock(): void {
    const differenceMs = this.now() - this.monotonicMs();
    const before = this.#differenceMs ?? differenceMs;
    this.#differenceMs = differenceMs;
    if (Math.abs(differenceMs - before) > CLOCK_STEP_MS) this.forget();
  }

  /** The clock was set: asks again soon. */
  forget(): void {
    this.#samples = [];
    this.#nextAskMs = -Infinity;
  }
}
