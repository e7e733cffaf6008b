import { toBase64url } from "@/shared/wire/base64url.ts";
import { type AgentMessage, type ServerMessage, SUBPROTOCOL } from "@/shared/wire/control.ts";
import { decodeToken } from "@/shared/wire/enrolment_token.ts";
import { sealIdentity, signHello } from "@/shared/wire/handshake.ts";
import { encodeRound, type RoundFrame } from "@/shared/wire/round_frame.ts";
import { inTime, until } from "./until.ts";

/** An agent's key. */
export interface WireKey {
  /** base64url. */
  publicKey: string;
  privateKey: CryptoKey;
}

export async function newWireKey(): Promise<WireKey> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const { publicKey, privateKey } = pair as CryptoKeyPair;
  const raw = await crypto.subtle.exportKey("raw", publicKey);
  return { publicKey: toBase64url(new Uint8Array(raw)), privateKey };
}

/** How the server ended a connection. */
export interface Closed {
  code: number;
  reason: string;
}

export type HelloMessage = AgentMessage & { type: "hello" };

type MessageOf<Type extends ServerMessage["type"]> = ServerMessage & { type: Type };

/** What a healthy agent says of itself. */
export const healthyReport: AgentMessage & { type: "report" } = {
  type: "report",
  bufferedRounds: 0,
  droppedRounds: 0,
  bufferedBytes: 0,
  lagMs: 1,
  starvedRounds: 0,
  sendErrors: 0,
  skippedProbes: 0,
  clockOffsetMs: 0,
  clockErrorMs: 1,
  icmp: {
    ...{ sent: 9, replies: 8, late: 0, duplicates: 1, foreign: 0, malformed: 0 },
    ...{ rateLimited: 0, receiveDrops: 0, userStamped: 0, reopened: 0 },
  },
};

/** One connection to `/agent`, played by the test: it can say what no real agent says. */
export class WireAgent implements AsyncDisposable {
  /** Everything the server said, in order. */
  readonly heard: ServerMessage[] = [];
  /** Resolves when the connection has ended. */
  readonly closed: Promise<Closed>;
  #socket: WebSocket;

  private constructor(serverUrl: string) {
    const url = new URL("/agent", serverUrl);
    url.protocol = "ws:";
    this.#socket = new WebSocket(url, SUBPROTOCOL);
    this.#socket.onmessage = ({ data }) => this.heard.push(JSON.parse(data));
    this.closed = new Promise((resolve) => {
      this.#socket.onclose = ({ code, reason }) => resolve({ code, reason });
    });
  }

  /** Connected, and asked for its hello. */
  static async connect(serverUrl: string): Promise<WireAgent> {
    const agent = new WireAgent(serverUrl);
    await agent.next("challenge");
    return agent;
  }

  /** Waits for the first message of a type. */
  async next<Type extends ServerMessage["type"]>(type: Type): Promise<MessageOf<Type>> {
    const find = () => this.heard.find((message) => message.type === type);
    await until(`the server says ${type}`, () => find() ? true : this.heard, (x) => x === true);
    return find() as MessageOf<Type>;
  }

  /** A hello that fits this connection's challenge; with a token also the enrolment. */
  async hello({ publicKey, privateKey }: WireKey, token?: string): Promise<HelloMessage> {
    const { nonce } = await this.next("challenge");
    const identity = { hostname: "wire", version: "0.0.1", address: "" };
    const signature = await signHello(privateKey, nonce, publicKey);
    if (token === undefined) return { type: "hello", publicKey, signature, identity };
    const { id, secret } = decodeToken(token);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await sealIdentity(secret, nonce, publicKey, identity, iv);
    return { type: "hello", publicKey, signature, enrolment: { id, ...sealed } };
  }

  say(data: string | AgentMessage | Uint8Array<ArrayBuffer>): void {
    const isData = typeof data === "string" || data instanceof Uint8Array;
    this.#socket.send(isData ? data : JSON.stringify(data));
  }

  sendRound(frame: RoundFrame): void {
    this.say(encodeRound(frame));
  }

  /** Waits until a round of a session is acknowledged. */
  async acknowledged(session: number, round: number): Promise<void> {
    await until(
      `round ${round} is acknowledged`,
      () => this.heard.filter((message) => message.type === "ack").at(-1),
      (ack) => ack?.session === session && ack.round >= round,
    );
  }

  /** Waits for the server to end the connection. */
  end(): Promise<Closed> {
    return inTime("the server closes the connection", this.closed);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    await this.closed;
  }
}

/** An approved agent's connection that has its target list. */
export async function connectApproved(
  serverUrl: string,
  key: WireKey,
  token?: string,
): Promise<WireAgent> {
  const agent = await WireAgent.connect(serverUrl);
  agent.say(await agent.hello(key, token));
  await agent.next("targets");
  return agent;
}
