import { type ServerMessage, SUBPROTOCOL } from "@/shared/wire/control.ts";
import { decodeToken } from "@/shared/wire/enrolment_token.ts";
import { sealIdentity, signHello } from "@/shared/wire/handshake.ts";
import { newWireKey, type WireKey } from "../../tests/harness/wire_agent.ts";

const IDENTITY = { hostname: "simulated", version: "0.0.1", address: "" };

/** An agent's connection without its probes: it calls, proves its key, waits for its list. */
export class SimulatedAgent {
  /** Connections it has tried since it was left alone. */
  calls = 0;
  #key: WireKey | null = null;
  #known = false;
  #attempt = 0;
  #closed = false;
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #list = Promise.withResolvers<void>();
  #away = Promise.withResolvers<void>();

  constructor(
    private readonly serverUrl: string,
    private readonly token: string,
    /** How long to wait before try number `attempt`, in milliseconds. */
    private readonly backoff: (attempt: number) => number,
  ) {
    newWireKey().then((key) => {
      this.#key = key;
      this.#call();
    });
  }

  /** Resolves when it has its list of targets. */
  hasList(): Promise<void> {
    return this.#list.promise;
  }

  /** Resolves when it has lost its server. */
  isAway(): Promise<void> {
    return this.#away.promise;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #call(): void {
    const url = new URL("/agent", this.serverUrl);
    url.protocol = "ws:";
    const socket = this.#socket = new WebSocket(url, SUBPROTOCOL);
    this.#attempt++;
    this.calls++;
    socket.onmessage = async ({ data }) => {
      const message: ServerMessage = JSON.parse(data);
      if (message.type === "challenge") {
        socket.send(JSON.stringify(await this.#hello(message.nonce)));
      }
      if (message.type !== "targets") return;
      this.#known = true;
      this.#attempt = 0;
      this.#list.resolve();
    };
    socket.onclose = () => {
      if (this.#closed) return;
      if (this.#known && this.#attempt === 0) {
        this.#list = Promise.withResolvers();
        this.#away.resolve();
        this.calls = 0;
      }
      this.#timer = setTimeout(() => this.#call(), this.backoff(Math.max(1, this.#attempt)));
    };
  }

  async #hello(nonce: string) {
    const { publicKey, privateKey } = this.#key!;
    const signature = await signHello(privateKey, nonce, publicKey);
    if (this.#known) return { type: "hello", publicKey, signature, identity: IDENTITY };
    const { id, secret } = decodeToken(this.token);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await sealIdentity(secret, nonce, publicKey, IDENTITY, iv);
    return { type: "hello", publicKey, signature, enrolment: { id, ...sealed } };
  }
}
