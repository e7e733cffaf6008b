import type { AgentStatus } from "@/shared/agent.ts";
import { toBase64url } from "@/shared/wire/base64url.ts";
import type { Identity, ServerMessage } from "@/shared/wire/control.ts";
import { decodeToken } from "@/shared/wire/enrolment_token.ts";
import { sealIdentity, signHello } from "@/shared/wire/handshake.ts";
import type { RoundFrame } from "@/shared/wire/round_frame.ts";
import { auditLog } from "../../audit/audit.ts";
import { openStore } from "../../store/store.ts";
import { AgentConnection, randomNonce } from "../connection.ts";
import { JsonConnection } from "../json_connection.ts";
import { agentRefusals } from "../../audit/refusal_log.ts";
import { AgentRegistry } from "../registry.ts";

export const NOW_MS = 1_795_000_000_000;
const identity: Identity = { hostname: "edge", version: "0.1.0", address: "" };
const list = {
  revision: 5,
  targets: [{
    id: "target_1",
    address: "192.0.2.1",
    name: "x",
    kind: "icmp" as const,
    intervalMs: 5_000,
    warnMs: 200,
    group: "",
  }],
};

/** An agent's key. */
export async function newKey() {
  const pair = await crypto.subtle.generateKey("Ed25519", true, [
    "sign",
    "verify",
  ]) as CryptoKeyPair;
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { privateKey: pair.privateKey, publicKey: toBase64url(raw) };
}
export type Key = Awaited<ReturnType<typeof newKey>>;

/** A registry on a store in memory, and connections to it that the test plays. */
export class Bench {
  readonly store = openStore(":memory:");
  readonly kept: [number, RoundFrame][] = [];
  nowMs = NOW_MS;
  registry!: AgentRegistry;
  audit = auditLog(this.store.audit, () => this.nowMs);
  refusals = agentRefusals(this.audit, () => this.nowMs);

  static async open(): Promise<Bench> {
    const bench = new Bench();
    bench.registry = await AgentRegistry.open({
      store: bench.store.agents,
      audit: bench.audit,
      now: () => bench.nowMs,
      ca: () => null,
    });
    return bench;
  }

  connect(address = "192.0.2.7", local = false) {
    const sent: ServerMessage[] = [];
    const closed: [number, string][] = [];
    const connection = new AgentConnection(
      {
        send: (text) => void sent.push(JSON.parse(text)),
        close: (code, reason) => void closed.push([code, reason]),
      },
      {
        registry: this.registry,
        refusals: this.refusals,
        targets: { current: () => list },
        keepRound: (number, frame) => {
          if (frame.revision === 404) throw new RangeError("no such list");
          this.kept.push([number, frame]);
          return Promise.resolve();
        },
        newNonce: randomNonce,
        now: () => this.nowMs++,
      },
      address,
      local,
    );
    const nonce = (sent[0] as ServerMessage & { type: "challenge" }).nonce;
    return { connection, sent, closed, nonce };
  }

  /** Somebody of the plain JSON dialect. */
  connectJson(address = "192.0.2.7") {
    const sent: string[] = [], closed: [number, string][] = [];
    const connection = new JsonConnection(
      {
        send: (text) => void sent.push(text),
        close: (code, reason) => void closed.push([code, reason]),
      },
      {
        registry: this.registry,
        refusals: this.refusals,
        targets: { current: () => list },
        keepRound: () => Promise.resolve(),
      },
      address,
    );
    return { connection, sent, closed };
  }

  /** The newest lines of the audit log, newest first. */
  async auditLines(count: number): Promise<string[]> {
    const entries = await this.store.audit.listAudit(count);
    return entries.map(({ who, action, detail }) => `${who} ${action} ${detail}`);
  }

  async token(options = {}) {
    const { token } = await this.registry.enrol(options, "ada", "http://127.0.0.1:5000");
    return decodeToken(token);
  }

  async enrolHello(key: Key, nonce: string, token: { id: string; secret: string }) {
    const signature = await signHello(key.privateKey, nonce, key.publicKey);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await sealIdentity(token.secret, nonce, key.publicKey, identity, iv);
    return JSON.stringify({
      type: "hello",
      publicKey: key.publicKey,
      signature,
      enrolment: { id: token.id, ...sealed },
    });
  }

  async hello(key: Key, nonce: string) {
    const signature = await signHello(key.privateKey, nonce, key.publicKey);
    return JSON.stringify({ type: "hello", publicKey: key.publicKey, signature, identity });
  }

  /** A connected agent in a given state. */
  async agent(status: AgentStatus) {
    const key = await newKey();
    const wire = this.connect();
    await wire.connection.receive(await this.enrolHello(key, wire.nonce, await this.token()));
    const ref = wire.connection.ref!;
    if (status === "approved") await this.registry.approve(ref, "ada");
    wire.connection.update();
    return { key, ref, ...wire };
  }
}

export async function withBench(work: (bench: Bench) => Promise<void>): Promise<void> {
  const bench = await Bench.open();
  try {
    await work(bench);
  } finally {
    bench.store.close();
  }
}
