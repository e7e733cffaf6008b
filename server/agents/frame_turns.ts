import { Refusal } from "@/shared/refusal.ts";
import { CLOSE_CODES } from "@/shared/wire/control.ts";
import { type LineSocket, MAX_WAITING_BYTES } from "./agent_line.ts";

/** RFC 6455 section 7.4.1: the message breaks the receiver's rules. */
const POLICY_VIOLATION = 1008;
/** RFC 6455 section 5.5: a close frame holds 123 bytes of reason. */
const MAX_CLOSE_BYTES = 120;

export interface FrameTurnsOptions {
  /** Frames that may wait while earlier ones are worked on; who sends more is cut off. */
  maxFrames: number;
  /** Writes down why somebody was sent away. */
  refused(reason: string): Promise<void>;
  /** Whether it is known whose connection this is: an agent's own mistakes are no refusals. */
  isKnown(): boolean;
}

/**
 * One connection's frames, worked on one after another, and its socket, closed once. What waits is
 * bounded by count and bytes. A `RangeError` of the work breaks the wire's rules, a `Refusal` sends
 * the agent away; both end the connection with their words.
 */
export class FrameTurns {
  #closed = false;
  #reason: string | null = null;
  #waiting = 0;
  #waitingBytes = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(private readonly socket: LineSocket, private readonly options: FrameTurnsOptions) {}

  get closed(): boolean {
    return this.#closed;
  }

  /** Why we closed it; `null` while it is open or when the other end did. */
  get reason(): string | null {
    return this.#reason;
  }

  /** Works on a frame when all before it are done; resolves when it is done itself. */
  take(data: string | Uint8Array, work: () => Promise<void>): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#waitingBytes += data.length;
    if (++this.#waiting > this.options.maxFrames || this.#waitingBytes > MAX_WAITING_BYTES) {
      this.close(POLICY_VIOLATION, "too many frames at once");
      return Promise.resolve();
    }
    this.#turn = this.#turn.then(async () => {
      this.#waiting--;
      this.#waitingBytes -= data.length;
      if (this.#closed) return;
      try {
        await work();
      } catch (error) {
        await this.#fail(error);
      }
    });
    return this.#turn;
  }

  send(text: string): void {
    if (!this.#closed) this.socket.send(text);
  }

  close(code: number, reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#reason = reason;
    const bytes = new TextEncoder().encode(reason).slice(0, MAX_CLOSE_BYTES);
    this.socket.close(code, new TextDecoder().decode(bytes));
  }

  /** The socket is gone; resolves when what was under way is done. */
  async end(): Promise<void> {
    this.#closed = true;
    await this.#turn;
  }

  async #fail(error: unknown): Promise<void> {
    if (!(error instanceof RangeError || error instanceof Refusal)) throw error;
    const refusal = error instanceof Refusal;
    if (refusal || !this.options.isKnown()) await this.options.refused(error.message);
    this.close(refusal ? CLOSE_CODES.refused : POLICY_VIOLATION, error.message);
  }
}
