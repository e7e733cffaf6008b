import type { Timers } from "@/agent/icmp/deadlines.ts";
import { SystemCallError } from "@/agent/libc/system_call_error.ts";
import { IcmpDenied } from "@/agent/icmp/icmp_denied.ts";
import { EchoTable } from "@/agent/icmp/echo_table.ts";
import { type EchoSocket, Lane, type LaneDeps } from "@/agent/icmp/lane.ts";
import { asksForNewId } from "@/agent/icmp/loss_rule.ts";
import type { EchoOutcome } from "@/agent/icmp/outcome.ts";

/** A socket that the pinger opens, waits for and closes. */
export interface PingerSocket extends EchoSocket {
  readonly fd: number;
  readDrops(): number;
  close(): void;
}

export interface FamilyLanesDeps extends Omit<LaneDeps, "onLoss" | "onAlive"> {
  /** @throws what the constructor of {@linkcode FamilyLanes} throws then. */
  openSocket(randomId: number): PingerSocket;
  timers: Timers;
  maxWaiting: number;
  /**
   * The descriptors are others than before. Resolves when nothing uses those any more that are gone.
   *
   * @throws {SystemCallError} when they cannot be waited for; the ones before still are.
   */
  onDescriptors(): Promise<void>;
}

/** A socket is not replaced more often than this; the old one still takes replies as long. */
const RETIRE_MS = 60_000;

interface Opened {
  lane: Lane;
  socket: PingerSocket;
}

/**
 * The sockets of one address family: the one that sends, and for a minute the one before it. After
 * repeated loss another socket takes over, with another ICMP id.
 */
export class FamilyLanes {
  readonly #deps: FamilyLanesDeps;
  #current: Opened;
  #retired: Opened | null = null;
  #cancelRetirement = () => {};
  #lostInARow = 0;
  /** Drops of sockets that are closed. */
  #pastDrops = 0;
  #closed = false;

  constructor(deps: FamilyLanesDeps) {
    this.#deps = deps;
    this.#current = this.#open();
  }

  /** The one that sends. */
  get lane(): Lane {
    return this.#current.lane;
  }

  /** ICMP ids of the requests that may still be on their way, the newest first. */
  get ids(): number[] {
    return this.#opened().map(({ socket }) => socket.id);
  }

  get fds(): number[] {
    return this.#opened().map(({ socket }) => socket.fd);
  }

  /** Reads all there is, and answers how many messages that were. */
  drain(): number {
    return this.#current.lane.drain() + (this.#retired?.lane.drain() ?? 0);
  }

  readDrops(): number {
    return this.#opened().reduce((sum, { socket }) => sum + socket.readDrops(), this.#pastDrops);
  }

  /** Ends every wait, and goes on with no other socket. */
  abandon(outcome: EchoOutcome): void {
    this.#closed = true;
    this.#cancelRetirement();
    for (const { lane } of this.#opened()) lane.abandon(outcome);
  }

  /** Closes the sockets; nothing may wait for them any more. */
  close(): void {
    for (const { socket } of this.#opened()) socket.close();
  }

  #opened(): Opened[] {
    return this.#retired ? [this.#current, this.#retired] : [this.#current];
  }

  #open(): Opened {
    const { random, maxWaiting } = this.#deps;
    const socket = this.#deps.openSocket(random.u16());
    const table = new EchoTable(random.u16(), maxWaiting);
    const lane = new Lane(socket, table, {
      ...this.#deps,
      onAlive: (target) => {
        this.#lostInARow = target.lostInARow = 0;
      },
      onLoss: (target) => {
        if (asksForNewId(++target.lostInARow, ++this.#lostInARow)) this.#replace();
      },
    });
    return { lane, socket };
  }

  #replace(): void {
    if (this.#retired || this.#closed) return;
    const old = this.#current;
    let next: Opened | null = null;
    try {
      next = this.#open();
      old.lane.flush();
      this.#current = next;
      this.#retired = old;
      this.#deps.onDescriptors();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      // Such as too many open files: the old one still works, and is replaced another time.
      this.#current = old;
      this.#retired = null;
      next?.socket.close();
      return;
    }
    this.#deps.counters.reopened++;
    this.#cancelRetirement = this.#deps.timers.setTimer(() => this.#retire(), RETIRE_MS);
  }

  #retire(): void {
    const old = this.#retired;
    if (!old) return;
    this.#retired = null;
    let unused: Promise<void>;
    try {
      unused = this.#deps.onDescriptors();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#retired = old;
      this.#cancelRetirement = this.#deps.timers.setTimer(() => this.#retire(), RETIRE_MS);
      return;
    }
    this.#pastDrops += old.socket.readDrops();
    // A request with a longer time allowed ends here, too: as lost, which it most likely is.
    old.lane.abandon({ state: "timeout" });
    unused.then(() => old.socket.close());
  }
}

/** Whether the system refused, for now or for good; anything else is a mistake of this program. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof SystemCallError || error instanceof IcmpDenied;
}
