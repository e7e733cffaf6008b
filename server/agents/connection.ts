import type { AgentStatus } from "@/shared/agent.ts";
import { Refusal } from "@/shared/refusal.ts";
import { MAX_TARGETS, type TargetList } from "@/shared/target.ts";
import { toBase64url } from "@/shared/wire/base64url.ts";
import {
  type AgentMessage,
  agentMessageSchema,
  CLOSE_CODES,
  decodeControl,
  type Identity,
  MAX_AGENT_CONTROL_LENGTH,
  type ServerMessage,
} from "@/shared/wire/control.ts";
import { openIdentity, verifyHello } from "@/shared/wire/handshake.ts";
import { decodeRound, type RoundFrame } from "@/shared/wire/round_frame.ts";
import { decodeNotes } from "@/shared/wire/round_notes.ts";
import type { Refusals } from "../domain/audit.ts";
import type { AgentRecord } from "../domain/agents.ts";
import { type AgentLine, type LineSocket, STATUS_MESSAGES } from "./agent_line.ts";
import { FrameTurns } from "./frame_turns.ts";
import type { AgentRegistry } from "./registry.ts";

export interface ConnectionDeps {
  registry: AgentRegistry;
  refusals: Refusals;
  targets: { current(): TargetList };
  /** Keeps a round and resolves when it is durable; throws a RangeError for one that cannot be. */
  keepRound(agentNumber: number, frame: RoundFrame): Promise<void>;
  newNonce(): string;
  /** Unix time in milliseconds. */
  now(): number;
}

/** Frames that may wait while earlier ones are worked on; an agent that sends more is cut off. */
const MAX_WAITING_FRAMES = 1_000;
/** As the wire has it for the reason of a `discard`. */
const MAX_REASON_LENGTH = 500;

/** One agent's connection: challenge, hello, then targets one way and rounds the other. */
export class AgentConnection implements AgentLine {
  #nonce: string;
  #ref: string | null = null;
  #turns: FrameTurns;
  #sentRevision = -1;
  #sentStatus: AgentStatus | null = null;

  constructor(
    socket: LineSocket,
    private readonly deps: ConnectionDeps,
    /** Address of the agent as the server sees it. */
    private readonly address: string,
    /** The server's own agent, which may call from inside only. */
    private readonly local: boolean,
  ) {
    this.#turns = new FrameTurns(socket, {
      maxFrames: MAX_WAITING_FRAMES,
      refused: (reason) => deps.refusals.refused(address, reason),
      isKnown: () => this.#ref !== null,
    });
    this.#nonce = deps.newNonce();
    this.#send({ type: "challenge", nonce: this.#nonce });
  }

  /** Whose connection this is, once it has proved it. */
  get ref(): string | null {
    return this.#ref;
  }

  receive(data: string | Uint8Array): Promise<void> {
    const receivedAtMs = this.deps.now();
    return this.#turns.take(
      data,
      () => typeof data === "string" ? this.#control(data, receivedAtMs) : this.#round(data),
    );
  }

  /** Tells the agent where it stands and what to probe, if that changed. */
  update(): void {
    if (this.#turns.closed || this.#ref === null) return;
    const agent = this.deps.registry.find(this.#ref);
    if (!agent) {
      return this.#turns.close(CLOSE_CODES.refused, "this agent was removed by an administrator");
    }
    if (agent.status !== this.#sentStatus) {
      this.#sentStatus = agent.status;
      const message = STATUS_MESSAGES[agent.status];
      this.#send({ type: "status", status: agent.status, agentId: agent.id, message });
      if (agent.status !== "approved") this.#sentRevision = -1;
    }
    if (agent.status === "blacklisted") return this.#turns.close(CLOSE_CODES.refused, "rejected");
    const list = this.deps.targets.current();
    if (agent.status === "approved" && list.revision !== this.#sentRevision) {
      this.#sentRevision = list.revision;
      this.#send({ type: "targets", ...list });
    }
  }

  replaced(address: string): void {
    this.#turns.close(CLOSE_CODES.refused, `this agent has connected again, from ${address}`);
  }

  async closed(reason: string): Promise<void> {
    await this.#turns.end();
    const { registry } = this.deps, why = this.#turns.reason ?? reason;
    if (this.#ref !== null) await registry.disconnected(this.#ref, this.address, why);
  }

  async #control(text: string, receivedAtMs: number): Promise<void> {
    const message = decodeControl(agentMessageSchema, text, MAX_AGENT_CONTROL_LENGTH);
    if (message.type === "hello") return await this.#hello(message);
    if (this.#ref === null) throw new RangeError("the first message must be hello");
    if (message.type === "time") {
      const { askedAtMs } = message;
      return this.#send({ type: "time", askedAtMs, receivedAtMs, repliedAtMs: this.deps.now() });
    }
    const { type: _, bufferedBytes: __, icmp = null, icmpIds = [], resolved = [], ...report } =
      message;
    this.deps.registry.reported(this.#ref, { ...report, icmp, icmpIds });
    this.deps.registry.noteResolved(this.#ref, resolved);
  }

  async #hello(hello: AgentMessage & { type: "hello" }): Promise<void> {
    if (this.#ref !== null) throw new RangeError("hello was said already");
    const { publicKey, signature } = hello;
    if (!await verifyHello(publicKey, this.#nonce, signature)) {
      throw new Refusal("forbidden", "the signature does not fit the key and the challenge");
    }
    const known = this.deps.registry.byKey(publicKey);
    // A known agent that still sends its spent token did not hear that it was let in.
    const [record, identity] = known
      ? [known, hello.identity ?? known] as const
      : await this.#enrol(hello);
    if (record.local !== this.local) {
      throw new Refusal("forbidden", "the server's own agent calls from inside only");
    }
    await this.deps.registry.connected(record.ref, identity, this.address);
    this.#ref = record.ref;
    this.update();
  }

  async #enrol(hello: AgentMessage & { type: "hello" }): Promise<[AgentRecord, Identity]> {
    const { registry } = this.deps;
    if (!hello.enrolment) {
      throw new Refusal(
        "forbidden",
        "this key is not known here: enrol the agent with a new token",
      );
    }
    const enrolment = await registry.enrolment(hello.enrolment.id);
    if (!enrolment) throw new Refusal("forbidden", "the token is spent, expired or unknown");
    const { secret } = enrolment;
    const identity = await openIdentity(secret, this.#nonce, hello.publicKey, hello.enrolment);
    if (!identity) throw new Refusal("forbidden", "the identity does not open with the token");
    const { publicKey } = hello, { address, local } = this;
    const newcomer = { enrolment, publicKey, identity, address, local, wire: "native" as const };
    return [await registry.admit(newcomer), identity];
  }

  async #round(bytes: Uint8Array): Promise<void> {
    const agent = this.#ref === null ? null : this.deps.registry.find(this.#ref);
    if (!agent) throw new RangeError("the first message must be hello");
    // On hold or blacklisted since it was sent: not kept, not acknowledged, the agent keeps it.
    if (agent.status !== "approved") return;
    const number = Number(agent.id!.slice("agent_".length));
    const frame = decodeRound(bytes, MAX_TARGETS);
    const { session, round } = frame;
    try {
      decodeNotes(frame.notes, frame.results.length);
      await this.deps.keepRound(number, frame);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // It can never be kept: the agent would send it again on every connection, and all behind it.
      const reason = error.message.slice(0, MAX_REASON_LENGTH);
      return this.#send({ type: "discard", session, round, reason });
    }
    this.deps.registry.roundReceived(agent.ref, frame.startedAtMs);
    this.#send({ type: "ack", session, round });
  }

  #send(message: ServerMessage): void {
    this.#turns.send(JSON.stringify(message));
  }
}

export const randomNonce = () => toBase64url(crypto.getRandomValues(new Uint8Array(32)));
