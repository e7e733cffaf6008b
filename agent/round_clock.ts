import { CLOCK_OFF_MS } from "@/shared/clock_off.ts";
import { ROUND_FLAGS, type RoundFrame } from "@/shared/wire/round_frame.ts";
import type { ClockOffset } from "./clock_offset.ts";

/** A clock that differs by less is left as it is: its rounds stay as regular as they are. */
const LEAST_CORRECTION_MS = 100;

/**
 * Puts the starts of rounds on the server's clock, each round once: as soon as the offset is known,
 * at the latest when it is sent. So a round that is sent again is the same frame, and the server
 * finds that it has it.
 */
export class RoundClock {
  #done = new WeakSet<RoundFrame>();
  /** What is added now. It follows the estimate in steps, not with its every tremble. */
  #correctionMs = 0;

  constructor(private readonly clock: Pick<ClockOffset, "estimate">) {}

  /** Corrects the frame in place; returns whether its start will not change any more. */
  correct(frame: RoundFrame): boolean {
    if (this.#done.has(frame)) return true;
    const estimate = this.clock.estimate;
    if (!estimate) return false;
    const { offsetMs, errorMs } = estimate;
    if (Math.abs(offsetMs - this.#correctionMs) > Math.max(errorMs, LEAST_CORRECTION_MS)) {
      this.#correctionMs = offsetMs;
    }
    frame.startedAtMs += this.#correctionMs;
    if (Math.abs(this.#correctionMs) > CLOCK_OFF_MS) frame.flags |= ROUND_FLAGS.clockOff;
    this.#done.add(frame);
    return true;
  }

  /** The round goes out as it is, for want of an offset: it stays so. */
  settle(frame: RoundFrame): void {
    this.#done.add(frame);
  }
}
