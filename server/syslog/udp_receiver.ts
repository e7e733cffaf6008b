import { DatagramBatch } from "@/agent/libc/datagram_batch.ts";
import { type LineIntake } from "./line_intake.ts";
import { MAX_LINE_BYTES } from "./parse.ts";
import type { Timers } from "./timers.ts";

/** The part of `Deno.DatagramConn` that the receiver uses. */
export interface DatagramSocket {
  readonly addr: Deno.Addr;
  receive(buffer: Uint8Array): Promise<[Uint8Array, Deno.Addr]>;
  close(): void;
}

export interface UdpOptions {
  intake: LineIntake;
  /** Called when the socket fails. Must not throw. */
  onError: (error: unknown) => void;
  timers?: Timers;
}

/** A socket that fails again and again must not keep a core busy. */
const ERROR_PAUSE_MS = 100;
/** Datagrams of one system call: 4 MiB of room. */
const BATCH = 64;
/** Datagrams that are taken before anything else may run. */
const MOST_AT_ONCE = 2_048;
/**
 * So many at once are a flood. The next look is a little later then: looking at each datagram as it
 * comes would cost more than all the rest of the work.
 */
const FLOOD = 8;
const FLOOD_PAUSE_MS = 4;
const LINE_FEED = 10;
const LESS_THAN = 60;

/**
 * Opens a UDP socket for syslog (RFC 5426: one message in a datagram) and receives until closed.
 *
 * @param hostname `127.0.0.1`, `::1`, `0.0.0.0`, or `::` for both families.
 * @param port 0 for any free port; see {@link UdpReceiver.address}.
 * @throws {Deno.errors.AddrInUse} and the other errors of `Deno.listenDatagram`.
 */
export function receiveUdp(hostname: string, port: number, options: UdpOptions): UdpReceiver {
  return new UdpReceiver(Deno.listenDatagram({ transport: "udp", hostname, port }), options);
}

/** Receives datagrams from one socket into an intake. */
export class UdpReceiver {
  readonly #socket: DatagramSocket;
  readonly #options: UdpOptions;
  readonly #timers: Timers;
  readonly #loop: Promise<void>;
  #closed = false;
  #endPause: (() => void) | null = null;
  #batches: { fd: number; batch: DatagramBatch; mayPause: boolean } | null = null;
  /** How often the socket failed. */
  receiveErrors = 0;

  constructor(socket: DatagramSocket, options: UdpOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#timers = options.timers ?? globalThis;
    this.#loop = this.#receiveAll();
  }

  /** Where it listens; the port is the real one when 0 was asked for. */
  get address(): Deno.NetAddr {
    return this.#socket.addr as Deno.NetAddr;
  }

  /**
   * From now on takes what else has arrived together with a datagram, 64 in a system call.
   *
   * @param fd Descriptor of this receiver's socket.
   * @param mayPause The kernel's buffer holds what a flood brings within 4 ms.
   */
  receiveBatches(fd: number, mayPause: boolean): void {
    this.#batches = { fd, batch: new DatagramBatch(BATCH, MAX_LINE_BYTES), mayPause };
  }

  /** Stops receiving. What was received is in the intake then. */
  async close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      this.#endPause?.();
      this.#socket.close();
    }
    await this.#loop;
  }

  async #receiveAll(): Promise<void> {
    // The default buffer of `receive()` is 1 KiB and cuts what is longer.
    const buffer = new Uint8Array(MAX_LINE_BYTES);
    while (!this.#closed) {
      try {
        const [bytes, from] = await this.#socket.receive(buffer);
        this.#take(bytes, (from as Deno.NetAddr).hostname);
        const taken = this.#takeBatches();
        // What is left in the kernel's buffer must not wait, or the pauses would cost datagrams.
        if (taken < FLOOD || taken >= MOST_AT_ONCE || !this.#batches?.mayPause) continue;
        await this.#pause(FLOOD_PAUSE_MS);
      } catch (error) {
        if (this.#closed) return;
        this.receiveErrors++;
        this.#options.onError(error);
        await this.#pause(ERROR_PAUSE_MS);
      }
    }
  }

  #take(bytes: Uint8Array, from: string): void {
    const { intake } = this.#options;
    const sender = intake.admit(from);
    if (sender === null) return;
    for (const message of messagesOf(bytes)) intake.take(message, sender);
  }

  /** Takes what is there now; returns how many datagrams. */
  #takeBatches(): number {
    // A closed descriptor may be another file already.
    if (this.#batches === null || this.#closed) return 0;
    const { fd, batch } = this.#batches;
    let taken = 0;
    for (let count = BATCH; count === BATCH && taken < MOST_AT_ONCE; taken += count) {
      count = batch.receive(fd);
      for (let i = 0; i < count; i++) this.#take(batch.data(i), batch.sender(i));
    }
    return taken;
  }

  #pause(ms: number): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = this.#timers.setTimeout(resolve, ms);
      this.#endPause = () => {
        this.#timers.clearTimeout(timer);
        resolve();
      };
    });
  }
}

/**
 * The messages of a datagram: one, as the RFC says; or several where a sender gathers them, one a
 * line, each with its own priority. A line without one belongs to the message before it.
 */
function messagesOf(datagram: Uint8Array): Uint8Array[] {
  let feed = datagram.indexOf(LINE_FEED);
  if (feed < 0 || datagram[0] !== LESS_THAN) return [datagram];
  const messages: Uint8Array[] = [];
  let start = 0;
  for (; feed >= 0; feed = datagram.indexOf(LINE_FEED, feed + 1)) {
    if (!startsWithPriority(datagram, feed + 1)) continue;
    messages.push(datagram.subarray(start, feed));
    start = feed + 1;
  }
  messages.push(datagram.subarray(start));
  return messages;
}

/** `<0>` to `<191>`. */
function startsWithPriority(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== LESS_THAN) return false;
  for (let digits = 0; digits < 4; digits++) {
    const byte = bytes[at + 1 + digits];
    if (byte === 62) return digits > 0;
    if (!(byte >= 48 && byte <= 57)) return false;
  }
  return false;
}
