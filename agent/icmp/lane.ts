import { SO_EE_ORIGIN_ICMP, SO_EE_ORIGIN_ICMP6 } from "@/agent/libc/linux.ts";
import { formatIp, LAYOUT } from "@/agent/libc/socket_address.ts";
import { errnoName } from "@/agent/libc/system_call_error.ts";
import type { EchoTarget } from "@/agent/icmp/address_cache.ts";
import { Deadlines, type Timers } from "@/agent/icmp/deadlines.ts";
import type { Echo, EchoTable } from "@/agent/icmp/echo_table.ts";
import {
  COOKIE_BYTES,
  findOwnReply,
  findSentRequest,
  HEADER_BYTES,
  type IcmpMessage,
  parseIcmp,
  parseIpv4Packet,
  parseQuotedRequest,
  sequenceOf,
} from "@/agent/icmp/echo.ts";
import type { ExtendedError } from "@/agent/icmp/control_message.ts";
import type { ReceivedMessage } from "@/agent/icmp/message_batch.ts";
import type { EchoOutcome, LateReply, PingerCounters } from "@/agent/icmp/outcome.ts";
import { type BatchSocket, Outbox } from "@/agent/icmp/outbox.ts";
import type { RandomSource } from "@/agent/icmp/random_source.ts";
import { roundTrip } from "@/agent/icmp/round_trip.ts";

/** What a lane needs of a socket. Both answer how many messages there were. */
export interface EchoSocket extends BatchSocket {
  receive(onMessage: (message: ReceivedMessage) => void): number;
  receiveErrors(onMessage: (message: ReceivedMessage) => void): number;
}

/** What a lane is told of and tells. */
export interface LaneDeps {
  timers: Timers;
  /** Unix time in µs. */
  realtimeUs(): number;
  random: RandomSource;
  counters: PingerCounters;
  onLate(late: LateReply): void;
  /** A further reply came to a request that had one. */
  onDuplicate(address: string): void;
  /** A request to `target` was not answered. */
  onLoss(target: EchoTarget): void;
  /** Something came from `target`. */
  onAlive(target: EchoTarget): void;
}

/** The echo requests of one socket, and what comes back on it. */
export class Lane {
  readonly #socket: EchoSocket;
  readonly #table: EchoTable;
  readonly #deps: LaneDeps;
  readonly #outbox: Outbox;
  readonly #deadlines: Deadlines<Echo>;
  /** Replies that were read, and wait for their transmit stamps. */
  #answers: Echo[] = [];
  readonly #onMessage = (message: ReceivedMessage) => this.#receive(message);
  readonly #onError = (message: ReceivedMessage) => this.#receiveError(message);

  constructor(socket: EchoSocket, table: EchoTable, deps: LaneDeps) {
    this.#socket = socket;
    this.#table = table;
    this.#deps = deps;
    this.#outbox = new Outbox(socket, table);
    this.#deadlines = new Deadlines(deps.timers, () => this.#expire());
  }

  /** Whether no further request may wait. */
  get isFull(): boolean {
    return this.#table.isFull;
  }

  /** Whether {@linkcode flush} is due before the next {@linkcode add}. */
  get mustFlush(): boolean {
    return this.#outbox.isFull;
  }

  /** Adds an echo request, which leaves with the next {@linkcode flush}. */
  add(target: EchoTarget, timeoutMs: number, settle: (outcome: EchoOutcome) => void): void {
    const { random } = this.#deps;
    const cookieAt = random.cookieAt();
    this.#outbox.add(this.#table.add(target, timeoutMs, settle, random.pool, cookieAt));
  }

  /** Sends what was added. Answers how many were sent. */
  flush(): number {
    if (this.#outbox.isEmpty) return 0;
    const { counters, timers } = this.#deps;
    const sentAtMs = timers.nowMs();
    const sentRealtimeUs = this.#deps.realtimeUs();
    const before = counters.sent;
    const unsent = this.#outbox.flush((echo) => {
      echo.sentAtMs = sentAtMs;
      echo.sentRealtimeUs = sentRealtimeUs;
      this.#deadlines.add(echo);
      counters.sent++;
    });
    for (const { echo, errno } of unsent) {
      counters.sendFailed++;
      this.#table.finish(echo, "unsent");
      const { settle } = echo;
      echo.settle = null;
      const reason = `sending failed: ${errnoName(errno)}`;
      // Not from in here: who is told may send again, and that may fail again, without end.
      queueMicrotask(() => settle?.({ state: "send-failed", errno, reason }));
    }
    return counters.sent - before;
  }

  /**
   * Reads everything that has come. Replies first, then transmit stamps: the stamp of a request is
   * there before its reply, so once both queues were read no reply lacks a stamp that exists.
   * Answers how many messages there were.
   */
  drain(): number {
    const messages = this.#socket.receive(this.#onMessage) +
      this.#socket.receiveErrors(this.#onError);
    const answers = this.#answers;
    if (answers.length === 0) return messages;
    const readAtMs = this.#deps.timers.nowMs();
    // Who is told may send, and come back here.
    this.#answers = [];
    for (const echo of answers) this.#reply(echo, readAtMs);
    return messages;
  }

  /** Ends every wait. */
  abandon(outcome: EchoOutcome): void {
    this.#deadlines.clear();
    for (const echo of this.#table.allWaiting()) {
      this.#table.finish(echo, "expired");
      tell(echo, outcome);
    }
  }

  /**
   * What came in time may be unread still when this program was busy, so the socket is read before
   * anything expires.
   */
  #expire(): void {
    this.drain();
    for (const echo of this.#deadlines.takeDue()) {
      this.#deps.counters.timeouts++;
      this.#table.finish(echo, "expired");
      this.#deps.onLoss(echo.target);
      tell(echo, { state: "timeout" });
    }
  }

  #receive(message: ReceivedMessage): void {
    const { family, mode, id } = this.#socket;
    const { bytes, dataAt, dataEnd, nameAt } = message;
    const ipHeader = family === 4 && mode === "raw";
    const at = findOwnReply(family, ipHeader, bytes, dataAt, dataEnd, id);
    if (at < 0) return this.#receiveOther(message, ipHeader);
    const cookieAt = at + HEADER_BYTES;
    const echo = this.#table.find(sequenceOf(bytes, at), bytes, cookieAt, cookieAt + COOKIE_BYTES);
    const match = this.#table.match(echo, bytes, nameAt + LAYOUT[family].offset);
    if (match === "foreign" || match === "duplicate") {
      this.#deps.counters[match]++;
      if (match === "duplicate") this.#deps.onDuplicate(echo!.target.text);
      return;
    }
    echo!.receivedKernelUs = message.stampUs;
    // No longer waiting from here on: a second reply in the same batch is a duplicate.
    if (match === "waiting") this.#deadlines.remove(echo!);
    this.#table.finish(echo!, "received");
    this.#answers.push(echo!);
  }

  /** Whatever is no good reply to a request of ours. */
  #receiveOther({ bytes, dataAt, dataEnd, nameAt }: ReceivedMessage, ipHeader: boolean): void {
    const { family, id } = this.#socket;
    const data = bytes.subarray(dataAt, dataEnd);
    const parsed = ipHeader ? parseIpv4Packet(data, id) : parseIcmp(family, data, id);
    if (parsed.kind === "malformed" || parsed.kind === "foreign") {
      this.#deps.counters[parsed.kind]++;
    } else if (parsed.kind === "error") {
      const { offset, length } = LAYOUT[family];
      this.#unreachable(parsed, bytes.subarray(nameAt + offset, nameAt + offset + length));
    }
  }

  #receiveError(message: ReceivedMessage): void {
    const { family, id } = this.#socket;
    const { bytes, dataAt, dataEnd, stampUs, error } = message;
    const origin = error?.origin;
    if (origin === SO_EE_ORIGIN_ICMP || origin === SO_EE_ORIGIN_ICMP6) {
      this.#receiveQuoted(message, error!);
      return;
    }
    if (Number.isNaN(stampUs)) return;
    const at = findSentRequest(family, bytes, dataAt, dataEnd, id);
    if (at < 0) return;
    const cookieAt = at + HEADER_BYTES;
    const echo = this.#table.find(sequenceOf(bytes, at), bytes, cookieAt, cookieAt + COOKIE_BYTES);
    if (echo) echo.sentKernelUs = stampUs;
  }

  #receiveQuoted(message: ReceivedMessage, error: ExtendedError): void {
    const { family, id } = this.#socket;
    const { bytes, dataAt, dataEnd, nameAt } = message;
    const key = parseQuotedRequest(family, bytes.subarray(dataAt, dataEnd), id);
    if (key === null) return;
    const { offset, length } = LAYOUT[family];
    const destination = bytes.subarray(nameAt + offset, nameAt + offset + length);
    const { icmpType, icmpCode, offender } = error;
    this.#unreachable({ kind: "error", icmpType, icmpCode, destination, key }, offender);
  }

  #reply(echo: Echo, readAtMs: number): void {
    const { counters } = this.#deps;
    const { rttUs, stamp } = roundTrip({
      sentRealtimeUs: echo.sentRealtimeUs,
      sentKernelUs: echo.sentKernelUs,
      receivedKernelUs: echo.receivedKernelUs,
      elapsedUs: (readAtMs - echo.sentAtMs) * 1e3,
    });
    this.#table.finish(echo, "answered");
    this.#deps.onAlive(echo.target);
    const isLate = rttUs > echo.timeoutMs * 1e3;
    if (isLate || echo.settle === null) {
      counters.late++;
      this.#deps.onLate({ address: echo.target.text, rttUs, stamp });
      if (echo.settle === null) return;
      counters.timeouts++;
      return tell(echo, { state: "timeout" });
    }
    counters.replies++;
    if (stamp === "user") counters.userStamped++;
    tell(echo, { state: "reply", rttUs, stamp });
  }

  #unreachable(error: IcmpMessage & { kind: "error" }, from: Uint8Array): void {
    const { sequence, cookie } = error.key;
    const echo = this.#table.find(sequence, cookie, 0, cookie.length);
    const match = this.#table.match(echo, error.destination, 0);
    if (match === "late") this.#table.finish(echo!, "answered");
    if (match !== "waiting") {
      this.#deps.counters[match]++;
      return;
    }
    this.#deps.counters.unreachable++;
    this.#table.finish(echo!, "answered");
    this.#deadlines.remove(echo!);
    const { icmpType, icmpCode } = error;
    const sender = from.length === 0 ? "" : formatIp(from);
    tell(echo!, { state: "unreachable", from: sender, icmpType, icmpCode });
  }
}

function tell(echo: Echo, outcome: EchoOutcome): void {
  const { settle } = echo;
  echo.settle = null;
  settle?.(outcome);
}
