import type { AgentStatus } from "@/shared/agent.ts";
import type { TargetList } from "@/shared/target.ts";
import {
  type AgentMessage,
  type AgentReport,
  CLOSE_CODES,
  decodeControl,
  type Identity,
  MAX_CONTROL_LENGTH,
  type ServerMessage,
  serverMessageSchema,
} from "@/shared/wire/control.ts";
import { sealIdentity, signHello } from "@/shared/wire/handshake.ts";
import { encodeRound, roundBytes, type RoundFrame } from "@/shared/wire/round_frame.ts";
import { backoffMs } from "./backoff.ts";
import type { RoundBuffer } from "./round_buffer.ts";
import type { ClockOffset } from "./clock_offset.ts";
import type { RoundClock } from "./round_clock.ts";
import type { AgentState } from "./state.ts";
import { trustWords } from "./trust_words.ts";

export interface UplinkDeps {
  state: AgentState;
  identity: Identity;
  buffer: RoundBuffer;
  clock: ClockOffset;
  rounds: RoundClock;
  /** What the agent says of itself after each round; `null` for one that only asks for the list. */
  report: (() => AgentReport) | null;
  connect: (state: AgentState) => WebSocket;
  random: () => number;
  /** Monotonic time in milliseconds. */
  monotonicMs: () => number;
  /** The server said where this agent stands. */
  onStatus: (status: AgentStatus, agentId: string | null, message: string) => void;
  /**
   * The server sent a list to probe; only an approved agent gets one. A list that is refused with a
   * `RangeError` ends the connection.
   */
  onTargets: (list: TargetList) => void;
  /** The server will not have this agent: stop probing. */
  onRefused: (reason: string) => void;
  /** Something a person may want to read. */
  onNotice: (message: string) => void;
}

/** A refused agent asks again now and then: an administrator may have changed his mind. */
const REFUSED_RETRY_MS = 60_000;
/** Longest silence while connecting or shaking hands. */
const HANDSHAKE_MS = 15_000;
/** How often the connection is looked at. */
const WATCH_MS = 15_000;
/**
 * A server that says nothing for so long is gone, or what is between us is: a cut network sends no
 * goodbye, and TCP alone would wait a quarter of an hour, or for ever when there is nothing to send.
 */
const SILENT_MS = 45_000;
/** Rounds that are sent and not acknowledged take so many bytes at most, but one always goes. */
const MAX_IN_FLIGHT_BYTES = 4 * 1024 * 1024;

/** The agent's end of the wire: connects, proves who it is, sends rounds until acknowledged. */
export class Uplink {
  #socket: WebSocket | null = null;
  #approved = false;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watchTimer: ReturnType<typeof setTimeout> | undefined;
  #heardAtMs = 0;
  #closed = false;
  /** Rounds handed to this connection, so that each goes out once a connection. */
  #sent = new WeakSet<RoundFrame>();
  /**
   * Rounds are held back until the server has said what time it is, or has not for too long: their
   * starts are to be on its clock.
   */
  #waitsForTime: "not yet" | "now" | "no more" = "not yet";

  constructor(private readonly deps: UplinkDeps) {}

  start(): void {
    if (this.#closed) return;
    this.#attempt++;
    this.#approved = false;
    this.#sent = new WeakSet();
    this.#waitsForTime = "not yet";
    let socket: WebSocket;
    try {
      socket = this.deps.connect(this.deps.state);
    } catch (error) {
      return this.#again(0, (error as Error).message);
    }
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    const timer = setTimeout(() => this.#abandon(socket, "no answer in time"), HANDSHAKE_MS);
    let turn = Promise.resolve();
    let trouble = "";
    socket.onmessage = ({ data }) => {
      this.#heardAtMs = this.deps.monotonicMs();
      turn = turn.then(async () => {
        const message = decodeControl(serverMessageSchema, String(data), MAX_CONTROL_LENGTH);
        // A list that waited for its turn must not start an agent that was refused meanwhile. What
        // is durable stays so.
        if (socket !== this.#socket && message.type !== "ack") return;
        if (message.type === "status") {
          clearTimeout(timer);
          this.#watch(socket);
        }
        await this.#onMessage(socket, message);
      }).catch((error) => {
        trouble = `the server sent what is no meshping.v1: ${error.message}`;
        socket.close(CLOSE_CODES.notOurProtocol, "not meshping.v1");
      });
    };
    socket.onerror = (event) => trouble = trustWords((event as ErrorEvent).message ?? "");
    socket.onclose = ({ code, reason }) => {
      clearTimeout(timer);
      clearTimeout(this.#watchTimer);
      this.#socket = null;
      this.#approved = false;
      this.#again(code, reason || trouble || `closed with code ${code}`);
    };
  }

  /** Sends what waits, as far as the socket takes it. Call it after each new round. */
  flush(): void {
    this.#sendWaiting();
    if (!this.#approved || !this.deps.report) return;
    this.#say({ type: "report", ...this.deps.report() });
  }

  /**
   * Asks for the time when an answer has just come: nothing of ours is on its way then, behind which
   * TCP would hold back a small message for 40 ms (Nagle's algorithm, RFC 896, and delayed
   * acknowledgement).
   */
  #askForTime(): void {
    const question = this.deps.clock.ask();
    if (question) this.#say(question);
  }

  #sendWaiting(): void {
    const socket = this.#socket;
    if (!socket || !this.#approved || socket.readyState !== WebSocket.OPEN) return;
    let inFlightBytes = 0;
    for (const frame of this.deps.buffer.all()) {
      if (!this.deps.rounds.correct(frame)) {
        if (this.#holdsForTime()) return;
        this.deps.rounds.settle(frame);
      }
      const bytes = roundBytes(frame);
      if (inFlightBytes > 0 && inFlightBytes + bytes > MAX_IN_FLIGHT_BYTES) return;
      inFlightBytes += bytes;
      if (this.#sent.has(frame)) continue;
      this.#sent.add(frame);
      socket.send(encodeRound(frame));
    }
  }

  /** Asks for the time, once; returns whether to wait for the answer. */
  #holdsForTime(): boolean {
    if (this.#waitsForTime === "not yet") {
      this.#waitsForTime = "now";
      this.#say(this.deps.clock.ask(true)!);
    }
    return this.#waitsForTime === "now";
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#watchTimer);
    this.#socket?.close(1000, "the agent is stopping");
  }

  async #onMessage(socket: WebSocket, message: ServerMessage): Promise<void> {
    switch (message.type) {
      case "challenge":
        return this.#say(await this.#hello(message.nonce), socket);
      case "status":
        this.#approved = message.status === "approved";
        if (!this.#approved) this.#attempt = 0;
        // What was sent while the server would not have it was not kept: it goes again.
        this.#sent = new WeakSet();
        this.deps.onStatus(message.status, message.agentId, message.message);
        return this.flush();
      case "targets":
        this.deps.onTargets({ revision: message.revision, targets: message.targets });
        // Only now: a server whose lists are of no use is not asked again and again at once.
        this.#attempt = 0;
        return;
      case "ack":
        this.deps.buffer.acknowledge(message.session, message.round);
        if (this.deps.buffer.size === 0) this.#askForTime();
        return this.#sendWaiting();
      case "discard":
        this.deps.buffer.discard(message.session, message.round);
        this.deps.onNotice(`the server cannot keep round ${message.round}: ${message.reason}`);
        return this.#sendWaiting();
      case "time":
        this.deps.clock.answer(message);
        this.#waitsForTime = this.deps.clock.estimate ? "not yet" : "no more";
        return this.#sendWaiting();
    }
  }

  async #hello(nonce: string): Promise<AgentMessage> {
    const { state: { publicKey, privateKey, enrolment }, identity } = this.deps;
    const signature = await signHello(privateKey, nonce, publicKey);
    if (!enrolment) return { type: "hello", publicKey, signature, identity };
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await sealIdentity(enrolment.secret, nonce, publicKey, identity, iv);
    return { type: "hello", publicKey, signature, enrolment: { id: enrolment.id, ...sealed } };
  }

  #say(message: AgentMessage, socket = this.#socket): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  /** Asks a silent server for a sign of life, and leaves it when there is none. */
  #watch(socket: WebSocket): void {
    clearTimeout(this.#watchTimer);
    this.#watchTimer = setTimeout(() => {
      const silentMs = this.deps.monotonicMs() - this.#heardAtMs;
      if (silentMs > SILENT_MS) return this.#abandon(socket, "the server is silent");
      if (silentMs > WATCH_MS / 2) this.#say(this.deps.clock.ask(true)!, socket);
      if (this.#waitsForTime === "now") {
        this.#waitsForTime = "no more";
        this.#sendWaiting();
      }
      this.#watch(socket);
    }, WATCH_MS);
  }

  /** Leaves a connection without waiting for the other end, which may be gone. */
  #abandon(socket: WebSocket, reason: string): void {
    socket.onmessage = socket.onerror = socket.onclose = null;
    socket.close();
    this.#socket = null;
    this.#approved = false;
    this.#again(0, reason);
  }

  #again(code: number, reason: string): void {
    if (this.#closed) return;
    const refused = code === CLOSE_CODES.refused;
    if (refused) this.deps.onRefused(reason);
    const waitMs = refused
      ? REFUSED_RETRY_MS * (0.5 + this.deps.random() / 2)
      : backoffMs(this.#attempt, this.deps.random);
    const seconds = (waitMs / 1000).toFixed(1);
    this.deps.onNotice(`no connection to the server: ${reason}; next try in ${seconds} s`);
    this.#timer = setTimeout(() => this.start(), waitMs);
  }
}
