import { ERRNO, SystemCallError } from "@/agent/libc/system_call_error.ts";
import type { Family } from "@/agent/libc/socket_address.ts";
import { realtimeUs } from "@/agent/libc/realtime.ts";
import { AddressCache, type EchoTarget } from "@/agent/icmp/address_cache.ts";
import type { Timers } from "@/agent/icmp/deadlines.ts";
import { MAX_WAITING } from "@/agent/icmp/echo_table.ts";
import { FamilyLanes, isRefusal, type PingerSocket } from "@/agent/icmp/family_lanes.ts";
import {
  type EchoOutcome,
  emptyCounters,
  type LateReply,
  type PingerCounters,
} from "@/agent/icmp/outcome.ts";
import { RandomSource } from "@/agent/icmp/random_source.ts";
import { type Readiness, watchReadable } from "@/agent/icmp/readiness.ts";
import { openIcmpSocket } from "@/agent/icmp/socket.ts";
import { TokenBucket } from "@/agent/icmp/token_bucket.ts";

export type { EchoTarget } from "@/agent/icmp/address_cache.ts";
export type { PingerSocket } from "@/agent/icmp/family_lanes.ts";
export type { EchoOutcome, LateReply, PingerCounters } from "@/agent/icmp/outcome.ts";

/** Measures round trips by ICMP echo. */
export interface Pinger {
  /**
   * Sends one echo request and waits for what becomes of it. Never rejects for what the network or
   * the address does.
   *
   * @param address IPv4 or IPv6 literal, the latter with an optional scope (`fe80::1%eth0`).
   * @param timeoutMs More than 0, at most an hour.
   * @throws {RangeError} for another `timeoutMs`.
   */
  ping(address: string, timeoutMs: number): Promise<EchoOutcome>;
  /**
   * Reads an address once, for any number of {@linkcode Pinger.send}.
   *
   * @throws {TypeError} when it is not the address of one host.
   */
  target(address: string): EchoTarget;
  /**
   * The same as {@linkcode Pinger.ping} without a promise, for many a second. What is sent in one
   * go leaves in one system call, at the latest when the running code ends.
   *
   * @param done Called once, now and then before this returns. It may send again.
   * @throws {RangeError} as `ping` does.
   */
  send(to: EchoTarget, timeoutMs: number, done: (outcome: EchoOutcome) => void): void;
  /** A copy of the counters as they are now. */
  readonly counters: PingerCounters;
  /** ICMP ids of its requests, see `IcmpHealth`. */
  readonly ids: number[];
  /** Ends every wait as `send-failed` (ECANCELED), then closes the sockets. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What a pinger gets from outside. */
export interface PingerDeps {
  openSocket(family: Family, randomId: number): PingerSocket;
  watch(fds: number[], onReady: () => number | null): Readiness;
  timers: Timers;
  /** Unix time in µs. */
  realtimeUs(): number;
  fillRandom(bytes: Uint8Array<ArrayBuffer>): void;
  /** Told of each reply that comes after its request's time was up. */
  onLate(late: LateReply): void;
  /** Told of each further reply to a request that had one. */
  onDuplicate(address: string): void;
  /** Requests of one address family that wait at once, at most; a further one is refused. */
  maxWaiting: number;
  /** Requests a second, at most, and as many at once after a pause; a further one is refused. */
  maxPerSecond: number;
}

const DEFAULTS: PingerDeps = {
  openSocket: openIcmpSocket,
  watch: watchReadable,
  timers: {
    nowMs: () => performance.now(),
    setTimer(run, delayMs) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  },
  realtimeUs,
  fillRandom: (bytes) => void crypto.getRandomValues(bytes),
  onLate: () => {},
  onDuplicate: () => {},
  maxWaiting: MAX_WAITING,
  // 100,000 targets every 5 s; of 64 bytes, 10 Mbit/s.
  maxPerSecond: 20_000,
};

const MAX_TIMEOUT_MS = 3_600_000;
/** While packets keep coming, the sockets are read this often. */
const LINGER_MS = 10;
/** So many sent requests are looked for at once: answers of near hosts are there already. */
const LOOK_AFTER = 64;
/** Messages that are read before others get their turn. */
const MAX_MESSAGES = 16_384;

/**
 * Opens a pinger for IPv4 and IPv6, with one socket each. One that cannot be opened leaves the
 * other working; requests to it then end as `send-failed`.
 *
 * @throws `IcmpDenied` when this process may not send echo requests at all.
 * @throws {SystemCallError} when neither family can be opened for another reason.
 */
export function openPinger(deps: Partial<PingerDeps> = {}): Pinger {
  return new SocketPinger({ ...DEFAULTS, ...deps });
}

class SocketPinger implements Pinger {
  readonly #deps: PingerDeps;
  readonly #random: RandomSource;
  readonly #families: Record<Family, FamilyLanes | Error>;
  readonly #addresses = new AddressCache();
  readonly #counters = emptyCounters();
  readonly #bucket: TokenBucket;
  #readiness: Readiness | null = null;
  #watchesEnded = Promise.resolve();
  #closed: Promise<void> | null = null;
  #flushIsDue = false;
  #isReading = false;
  /** Requests sent since the sockets were read. */
  #sentUnread = 0;
  readonly #flushDue = () => {
    this.#flushIsDue = false;
    this.#flush();
  };

  constructor(deps: PingerDeps) {
    this.#deps = deps;
    this.#random = new RandomSource(deps.fillRandom);
    this.#bucket = new TokenBucket(deps.maxPerSecond, () => deps.timers.nowMs());
    this.#families = { 4: this.#openFamily(4), 6: this.#openFamily(6) };
    if (this.#openFamilies().length === 0) throw this.#families[4];
  }

  ping(address: string, timeoutMs: number): Promise<EchoOutcome> {
    const { promise, resolve } = Promise.withResolvers<EchoOutcome>();
    try {
      this.send(this.target(address), timeoutMs, resolve);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.#refuse(ERRNO.EINVAL, error.message, resolve);
    }
    return promise;
  }

  target(address: string): EchoTarget {
    return this.#addresses.parse(address);
  }

  send(to: EchoTarget, timeoutMs: number, done: (outcome: EchoOutcome) => void): void {
    if (!(timeoutMs > 0 && timeoutMs <= MAX_TIMEOUT_MS)) {
      throw new RangeError(`a timeout of ${timeoutMs} ms: it must be over 0, at most an hour`);
    }
    if (this.#closed) return queueMicrotask(() => done(CLOSED));
    const family = this.#families[to.family];
    if (!(family instanceof FamilyLanes)) {
      const errno = family instanceof SystemCallError ? family.errno : ERRNO.EACCES;
      return this.#refuse(errno, `IPv${to.family} is not available: ${family.message}`, done);
    }
    if (family.lane.isFull) {
      const limit = `${this.#deps.maxWaiting} requests are waiting already`;
      return this.#refuse(ERRNO.ENOBUFS, limit, done);
    }
    if (!this.#bucket.take()) {
      this.#counters.rateLimited++;
      const limit = `more than ${this.#deps.maxPerSecond} requests a second`;
      return this.#refuse(ERRNO.ENOBUFS, limit, done);
    }
    family.lane.add(to, timeoutMs, done);
    if (family.lane.mustFlush) this.#flush();
    else if (!this.#flushIsDue) {
      this.#flushIsDue = true;
      queueMicrotask(this.#flushDue);
    }
  }

  get counters(): PingerCounters {
    const receiveDrops = this.#openFamilies().reduce((sum, family) => sum + family.readDrops(), 0);
    return { ...this.#counters, receiveDrops };
  }

  get ids(): number[] {
    return this.#openFamilies().flatMap((family) => family.ids);
  }

  close(): Promise<void> {
    return this.#closed ??= this.#shutDown();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #shutDown(): Promise<void> {
    for (const family of this.#openFamilies()) family.abandon(CLOSED);
    // The poll on the pool thread must have ended before its descriptors become something else.
    await this.#readiness?.close();
    await this.#watchesEnded;
    for (const family of this.#openFamilies()) family.close();
  }

  #openFamily(family: Family): FamilyLanes | Error {
    const { timers, realtimeUs, onLate, onDuplicate, maxWaiting } = this.#deps;
    try {
      return new FamilyLanes({
        openSocket: (randomId) => this.#deps.openSocket(family, randomId),
        timers,
        realtimeUs,
        random: this.#random,
        counters: this.#counters,
        maxWaiting,
        onLate,
        onDuplicate,
        onDescriptors: () => this.#watch(),
      });
    } catch (error) {
      if (isRefusal(error)) return error;
      throw error;
    }
  }

  #openFamilies(): FamilyLanes[] {
    return Object.values(this.#families).filter((family) => family instanceof FamilyLanes);
  }

  /** Waits for all sockets from now on. Resolves when an earlier wait has ended. */
  #watch(): Promise<void> {
    const earlier = this.#readiness;
    const fds = this.#openFamilies().flatMap((family) => family.fds);
    this.#readiness = this.#deps.watch(fds, () => this.#read());
    if (!earlier) return Promise.resolve();
    const ended = earlier.close();
    this.#watchesEnded = this.#watchesEnded.then(() => ended);
    return ended;
  }

  #flush(): void {
    if (this.#closed) return;
    if (!this.#readiness) this.#watch();
    // Not for..of, here and below: this runs for every few requests.
    const { 4: v4, 6: v6 } = this.#families;
    if (v4 instanceof FamilyLanes) this.#sentUnread += v4.lane.flush();
    if (v6 instanceof FamilyLanes) this.#sentUnread += v6.lane.flush();
    if (this.#sentUnread >= LOOK_AFTER && !this.#isReading) this.#read();
  }

  /** Reads what has come; as long as many requests are sent meanwhile, again. */
  #read(): number | null {
    if (this.#isReading) return LINGER_MS;
    const { 4: v4, 6: v6 } = this.#families;
    this.#isReading = true;
    let messages = 0;
    try {
      do {
        this.#sentUnread = 0;
        if (v4 instanceof FamilyLanes) messages += v4.drain();
        if (v6 instanceof FamilyLanes) messages += v6.drain();
        this.#flush();
      } while (this.#sentUnread >= LOOK_AFTER && messages < MAX_MESSAGES);
    } finally {
      this.#isReading = false;
    }
    return messages > 0 && messages < MAX_MESSAGES ? LINGER_MS : null;
  }

  #refuse(errno: number, reason: string, done: (outcome: EchoOutcome) => void): void {
    this.#counters.sendFailed++;
    queueMicrotask(() => done({ state: "send-failed", errno, reason }));
  }
}

const CLOSED: EchoOutcome = {
  state: "send-failed",
  errno: ERRNO.ECANCELED,
  reason: "the pinger was closed",
};
