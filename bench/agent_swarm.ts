/**
 * Many agents in one process, for a server that is measured: each with a key, a handshake and a
 * WebSocket of its own, as the real one, and made-up rounds.
 *
 * `deno run --allow-all bench/agent_swarm.ts URL TOKEN AGENTS ROUNDS FIRST_START_MS`: connects all,
 * prints `ready`, waits for a line on stdin, sends every round of every agent, and prints the
 * milliseconds until the last one is acknowledged. Exit code 1 when a connection ends before that.
 */
import { toBase64url } from "@/shared/wire/base64url.ts";
import { type ServerMessage, SUBPROTOCOL } from "@/shared/wire/control.ts";
import { decodeToken } from "@/shared/wire/enrolment_token.ts";
import { sealIdentity, signHello } from "@/shared/wire/handshake.ts";
import { encodeRound } from "@/shared/wire/round_frame.ts";

/** Agents that shake hands at once: a server takes 50 strangers from one address. */
const AT_ONCE = 40;
/** Rounds of an agent that are under way without an acknowledgement. */
const WINDOW = 30;
const ROUND_MS = 5_000;
const identity = { hostname: "swarm", version: "0.1.0", address: "" };

/** One made-up agent. */
class SwarmAgent {
  #socket: WebSocket;
  #revision = 0;
  #targets = 0;
  #acknowledged = 0;
  #sent = 0;
  #frames: Uint8Array<ArrayBuffer>[] = [];
  #ready = Promise.withResolvers<void>();
  #done = Promise.withResolvers<void>();

  constructor(url: string, private readonly token: string) {
    this.#socket = new WebSocket(url, SUBPROTOCOL);
    this.#socket.onmessage = ({ data }) => this.#hear(data as string);
    this.#socket.onclose = ({ code, reason }) => {
      const error = new Error(`the server ended a connection: ${code} ${reason}`);
      this.#ready.reject(error);
      this.#done.reject(error);
    };
    this.#done.promise.catch(() => {});
  }

  /** Resolves when it is approved and has its list. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Makes the frames: what it costs is no part of what is measured. */
  prepare(rounds: number, firstStartMs: number, seed: number): void {
    let x = seed + 1;
    const results = new Uint32Array(this.#targets);
    for (let round = 1; round <= rounds; round++) {
      for (let i = 0; i < results.length; i++) {
        x = Math.imul(x, 1_664_525) + 1_013_904_223 >>> 0;
        results[i] = 500 + 300 * i + (x >>> 23);
      }
      const startedAtMs = firstStartMs + ROUND_MS * round;
      const head = { session: 1, round, revision: this.#revision, startedAtMs, flags: 0 };
      this.#frames.push(encodeRound({ ...head, results, notes: new Uint8Array() }));
    }
  }

  /** Sends all frames; resolves when the last is acknowledged. */
  run(): Promise<void> {
    this.#send();
    return this.#done.promise;
  }

  close(): void {
    this.#socket.onclose = null;
    this.#socket.close();
  }

  #send(): void {
    const to = Math.min(this.#frames.length, this.#acknowledged + WINDOW);
    for (; this.#sent < to; this.#sent++) this.#socket.send(this.#frames[this.#sent]);
  }

  #hear(text: string): void {
    // Read without a parser: there are as many as frames.
    if (text.startsWith('{"type":"ack"')) {
      this.#acknowledged = Number(text.slice(text.lastIndexOf(":") + 1, -1));
      if (this.#acknowledged === this.#frames.length) this.#done.resolve();
      else this.#send();
      return;
    }
    const message = JSON.parse(text) as ServerMessage;
    if (message.type === "challenge") this.#hello(message.nonce);
    if (message.type === "discard") this.#done.reject(new Error(message.reason));
    if (message.type !== "targets") return;
    this.#revision = message.revision;
    this.#targets = message.targets.length;
    this.#ready.resolve();
  }

  async #hello(nonce: string): Promise<void> {
    const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
    const { publicKey: key, privateKey } = pair as CryptoKeyPair;
    const publicKey = toBase64url(new Uint8Array(await crypto.subtle.exportKey("raw", key)));
    const signature = await signHello(privateKey, nonce, publicKey);
    const { id, secret } = decodeToken(this.token);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await sealIdentity(secret, nonce, publicKey, identity, iv);
    const enrolment = { id, ...sealed };
    this.#socket.send(JSON.stringify({ type: "hello", publicKey, signature, enrolment }));
  }
}

async function main([url, token, agents, rounds, firstStartMs]: string[]): Promise<void> {
  const swarm: SwarmAgent[] = [];
  while (swarm.length < Number(agents)) {
    const count = Math.min(AT_ONCE, Number(agents) - swarm.length);
    const next = Array.from({ length: count }, () => new SwarmAgent(url, token));
    await Promise.all(next.map((agent) => agent.ready));
    swarm.push(...next);
  }
  swarm.forEach((agent, n) => agent.prepare(Number(rounds), Number(firstStartMs), n));
  console.log("ready");
  await Deno.stdin.read(new Uint8Array(16));
  const startMs = performance.now();
  await Promise.all(swarm.map((agent) => agent.run()));
  console.log(Math.round(performance.now() - startMs));
  for (const agent of swarm) agent.close();
  Deno.exit(0);
}

if (import.meta.main) await main(Deno.args);
