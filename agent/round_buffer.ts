import { roundBytes, type RoundFrame } from "@/shared/wire/round_frame.ts";

/** Thirty minutes of one round every 5 s. */
export const MAX_BUFFERED_ROUNDS = 360;
/** Room for them with 20,000 targets and a note on every second result. */
export const MAX_BUFFERED_BYTES = 64 * 1024 * 1024;

/**
 * Rounds that the server has not acknowledged, oldest first. When it is full the oldest is thrown
 * away and counted: what is newest is worth most to the person who is looking for a fault.
 */
export class RoundBuffer {
  #rounds: RoundFrame[] = [];
  #bytes = 0;
  #dropped = 0;

  constructor(
    private readonly maxRounds = MAX_BUFFERED_ROUNDS,
    private readonly maxBytes = MAX_BUFFERED_BYTES,
  ) {}

  /** Rounds thrown away since the process started. */
  get dropped(): number {
    return this.#dropped;
  }

  get size(): number {
    return this.#rounds.length;
  }

  /** Length of the rounds as frames. */
  get bytes(): number {
    return this.#bytes;
  }

  add(frame: RoundFrame): void {
    this.#rounds.push(frame);
    this.#bytes += roundBytes(frame);
    while (this.#rounds.length > this.maxRounds || this.#bytes > this.maxBytes) {
      this.#bytes -= roundBytes(this.#rounds.shift()!);
      this.#dropped++;
    }
  }

  /** Forgets every round of the session up to and with this one. */
  acknowledge(session: number, round: number): void {
    this.#keep((r) => r.session !== session || r.round > round);
  }

  /** Throws one round away, as the server will never take it. */
  discard(session: number, round: number): void {
    const before = this.#rounds.length;
    this.#keep((r) => r.session !== session || r.round !== round);
    this.#dropped += before - this.#rounds.length;
  }

  all(): readonly RoundFrame[] {
    return this.#rounds;
  }

  #keep(wanted: (frame: RoundFrame) => boolean): void {
    this.#rounds = this.#rounds.filter(wanted);
    this.#bytes = this.#rounds.reduce((sum, frame) => sum + roundBytes(frame), 0);
  }
}
