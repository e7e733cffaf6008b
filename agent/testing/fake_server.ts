import type { AgentMessage, ServerMessage } from "@/shared/wire/control.ts";
import { decodeRound, type RoundFrame } from "@/shared/wire/round_frame.ts";

/**
 * A server and the network to it, without either: it approves whoever calls, keeps each round once,
 * and can be cut off, killed or deaf. Time passes as the test says.
 */
export class FakeServer {
  /** Rounds that are durable, by session and number. */
  readonly stored = new Map<string, RoundFrame>();
  readonly reports: (AgentMessage & { type: "report" })[] = [];
  /** Rounds that came a second time. */
  repeated = 0;
  connections = 0;
  #isUp = true;
  /** Keeps what it is sent and loses every answer. */
  losesAnswers = false;
  #sockets = new Set<FakeSocket>();

  connect(): WebSocket {
    const socket = new FakeSocket(this);
    this.#sockets.add(socket);
    if (this.#isUp) {
      this.connections++;
      socket.open();
      this.#say(socket, { type: "status", status: "approved", agentId: "agent_1", message: "" });
      this.#say(socket, { type: "targets", revision: 1, targets: [target] });
    } else socket.end(1006);
    return socket as unknown as WebSocket;
  }

  receive(socket: FakeSocket, data: string | Uint8Array): void {
    if (!this.#isUp || socket.readyState !== WebSocket.OPEN) return;
    if (typeof data === "string") {
      const message = JSON.parse(data) as AgentMessage;
      if (message.type === "report") this.reports.push(message);
      if (message.type !== "time") return;
      const atMs = message.askedAtMs;
      return this.#say(socket, { ...message, receivedAtMs: atMs, repliedAtMs: atMs });
    }
    const frame = decodeRound(data, 1);
    const key = `${frame.session} ${frame.round}`;
    if (this.stored.has(key)) this.repeated++;
    this.stored.set(key, frame);
    this.#say(socket, { type: "ack", session: frame.session, round: frame.round });
  }

  /** The network carries nothing any more, and nobody is told. */
  cut(): void {
    this.#isUp = false;
  }

  /** The process is gone; the machine it was on says so. */
  kill(): void {
    this.#isUp = false;
    for (const socket of this.#sockets) socket.end(1006);
  }

  /** Undoes both; connections of before are worth nothing. */
  restore(): void {
    this.#isUp = true;
    this.#sockets.clear();
  }

  #say(socket: FakeSocket, message: ServerMessage): void {
    if (this.losesAnswers && message.type === "ack") return;
    queueMicrotask(() => {
      if (this.#isUp && this.#sockets.has(socket)) {
        socket.onmessage?.({ data: JSON.stringify(message) });
      }
    });
  }
}

const target = {
  id: "target_1",
  address: "127.0.0.1",
  name: "",
  kind: "icmp" as const,
  intervalMs: 5_000,
  warnMs: 200,
  group: "",
};

class FakeSocket {
  readyState: number = WebSocket.CONNECTING;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(private readonly server: FakeServer) {}

  open(): void {
    this.readyState = WebSocket.OPEN;
  }
  send(data: string | Uint8Array): void {
    this.server.receive(this, data);
  }
  /** As a real one does, it waits for the other end, which does not answer. */
  close(): void {
    this.readyState = WebSocket.CLOSING;
  }
  end(code: number): void {
    if (this.readyState === WebSocket.CLOSED) return;
    this.readyState = WebSocket.CLOSED;
    queueMicrotask(() => this.onclose?.({ code, reason: "" }));
  }
}
