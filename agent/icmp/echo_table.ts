import type { EchoTarget } from "@/agent/icmp/address_cache.ts";
import { COOKIE_BYTES } from "@/agent/icmp/echo.ts";
import type { EchoOutcome } from "@/agent/icmp/outcome.ts";

/** One echo request and what is known of it. */
export interface Echo {
  readonly sequence: number;
  target: EchoTarget;
  timeoutMs: number;
  /** By the monotonic clock. */
  sentAtMs: number;
  /** Unix time in µs by this program, and by the kernel's transmit stamp (`NaN` until it is there). */
  sentRealtimeUs: number;
  sentKernelUs: number;
  /** The kernel's stamp of the reply. */
  receivedKernelUs: number;
  /** `received`: a reply was read and is told as soon as the transmit stamps were read, too. */
  state: "waiting" | "received" | "answered" | "expired" | "unsent";
  /** Tells who waits; `null` once that was done. */
  settle: ((outcome: EchoOutcome) => void) | null;
}

/** What a reply is: the echo it answers, or why it answers none. */
export type Match = "waiting" | "late" | "duplicate" | "foreign";

/** Sequence numbers have 16 bits; at most half of them wait, so that a free one is near. */
const SEQUENCES = 0x1_0000;
export const MAX_WAITING = SEQUENCES / 2;

/**
 * The requests of one ICMP id, by sequence number. A reply counts only when sequence number, cookie
 * and source address are those of a request. A settled request stays until its number is used
 * again, which tells a late reply from a forged one. So there are never more than 65,536; they are
 * reused, as making and collecting one for each probe costs more than the probe's own work here.
 */
export class EchoTable {
  readonly #echoes: (Echo | undefined)[] = new Array(SEQUENCES).fill(undefined);
  readonly #cookies = new Uint8Array(SEQUENCES * COOKIE_BYTES);
  #waiting = 0;
  #next: number;

  constructor(firstSequence: number, readonly maxWaiting: number = MAX_WAITING) {
    if (maxWaiting > MAX_WAITING) throw new RangeError(`at most ${MAX_WAITING} requests can wait`);
    this.#next = firstSequence % SEQUENCES;
  }

  /** Cookies of all requests; that of one starts at {@linkcode cookieAt}. */
  get cookies(): Uint8Array {
    return this.#cookies;
  }

  cookieAt(echo: Echo): number {
    return echo.sequence * COOKIE_BYTES;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting;
  }

  get isFull(): boolean {
    return this.#waiting >= this.maxWaiting;
  }

  /**
   * Adds a request and gives it a sequence number that none other waits with. Not when full.
   *
   * @param random Holds its cookie, from `randomAt` on.
   */
  add(
    target: EchoTarget,
    timeoutMs: number,
    settle: (outcome: EchoOutcome) => void,
    random: Uint8Array,
    randomAt: number,
  ): Echo {
    if (this.isFull) throw new RangeError(`${this.maxWaiting} requests are waiting already`);
    while (isInUse(this.#echoes[this.#next])) this.#next = (this.#next + 1) % SEQUENCES;
    const echo = this.#echoes[this.#next] ??= newEcho(this.#next, target);
    this.#next = (this.#next + 1) % SEQUENCES;
    echo.target = target;
    echo.timeoutMs = timeoutMs;
    echo.sentAtMs = echo.sentRealtimeUs = 0;
    echo.sentKernelUs = echo.receivedKernelUs = NaN;
    echo.state = "waiting";
    echo.settle = settle;
    const at = this.cookieAt(echo);
    for (let i = 0; i < COOKIE_BYTES; i++) this.#cookies[at + i] = random[randomAt + i];
    this.#waiting++;
    return echo;
  }

  /** Ends the wait; `unsent` for a request that never left: no answer to it can come. */
  finish(echo: Echo, state: "received" | "answered" | "expired" | "unsent"): void {
    if (echo.state === "waiting") this.#waiting--;
    echo.state = state;
  }

  /** All that wait, now. */
  allWaiting(): Echo[] {
    return this.#echoes.filter((echo) => echo?.state === "waiting") as Echo[];
  }

  /**
   * The request, waiting or remembered, that a message is about; `null` when there is none.
   *
   * @param bytes Has the cookie, or what an ICMP error quoted of it, from `start` to `end`.
   */
  find(sequence: number, bytes: Uint8Array, start: number, end: number): Echo | null {
    const echo = this.#echoes[sequence];
    if (echo === undefined || echo.state === "unsent" || end - start > COOKIE_BYTES) return null;
    const at = this.cookieAt(echo);
    for (let i = start; i < end; i++) if (bytes[i] !== this.#cookies[at + i - start]) return null;
    return echo;
  }

  /**
   * What an answer is.
   *
   * @param echo The request that {@linkcode find} found.
   * @param bytes Has the reply's source, or the quoted request's destination, at `addressAt`.
   */
  match(echo: Echo | null, bytes: Uint8Array, addressAt: number): Match {
    if (echo === null || !isAt(echo.target.ip, bytes, addressAt)) return "foreign";
    if (echo.state === "waiting") return "waiting";
    return echo.state === "expired" ? "late" : "duplicate";
  }
}

function newEcho(sequence: number, target: EchoTarget): Echo {
  return {
    sequence,
    target,
    timeoutMs: 0,
    sentAtMs: 0.5,
    sentRealtimeUs: 0.5,
    sentKernelUs: NaN,
    receivedKernelUs: NaN,
    state: "unsent",
    settle: null,
  };
}

function isInUse(echo: Echo | undefined): boolean {
  return echo !== undefined && (echo.state === "waiting" || echo.state === "received");
}

function isAt(address: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < address.length; i++) if (bytes[at + i] !== address[i]) return false;
  return true;
}
