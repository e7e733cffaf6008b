import type { AgentStatus } from "@/shared/agent.ts";
import { Refusal } from "@/shared/refusal.ts";
import type { TargetList } from "@/shared/target.ts";
import { toBase64url } from "@/shared/wire/base64url.ts";
import { CLOSE_CODES, decodeControl, type Identity } from "@/shared/wire/control.ts";
import { decodeToken } from "@/shared/wire/enrolment_token.ts";
import type { RoundFrame } from "@/shared/wire/round_frame.ts";
import type { Refusals } from "../domain/audit.ts";
import type { AgentRecord } from "../domain/agents.ts";
import { type AgentLine, type LineSocket, STATUS_MESSAGES } from "./agent_line.ts";
import { FrameTurns } from "./frame_turns.ts";
import { jsonHelloSchema, jsonReportSchema, roundsOf } from "./json_messages.ts";
import type { AgentRegistry } from "./registry.ts";

export interface JsonConnectionDeps {
  registry: AgentRegistry;
  refusals: Refusals;
  targets: { current(): TargetList };
  /** Keeps a round and resolves when it is durable; throws a RangeError for one that cannot be. */
  keepRound(agentNumber: number, frame: RoundFrame): Promise<void>;
}

/** Longest texts in characters: before and after the agent is known. */
const MAX_HELLO_LENGTH = 32 * 1024;
const MAX_REPORT_LENGTH = 4 * 1024 * 1024;
const MAX_WAITING_FRAMES = 100;

/**
 * An agent that speaks plain JSON, for agents written in an afternoon. Its passphrase is an
 * enrolment token; it belongs to the first agent that uses it and identifies it from then on.
 */
export class JsonConnection implements AgentLine {
  #ref: string | null = null;
  #turns: FrameTurns;
  #sentStatus: AgentStatus | null = null;
  #sentTargets: string | null = null;

  constructor(
    socket: LineSocket,
    private readonly deps: JsonConnectionDeps,
    /** Address of the agent as the server sees it. */
    private readonly address: string,
  ) {
    this.#turns = new FrameTurns(socket, {
      maxFrames: MAX_WAITING_FRAMES,
      refused: (reason) => deps.refusals.refused(address, `plain JSON: ${reason}`),
      isKnown: () => this.#ref !== null,
    });
  }

  get ref(): string | null {
    return this.#ref;
  }

  receive(data: string | Uint8Array): Promise<void> {
    return this.#turns.take(data, async () => {
      if (typeof data !== "string") throw new RangeError("this dialect has text frames only");
      await (this.#ref === null ? this.#hello(data) : this.#report(this.#ref, data));
    });
  }

  update(): void {
    if (this.#turns.closed || this.#ref === null) return;
    const agent = this.deps.registry.find(this.#ref);
    if (!agent) {
      return this.#turns.close(CLOSE_CODES.refused, "this agent was removed by an administrator");
    }
    if (agent.status !== this.#sentStatus) {
      this.#sentStatus = agent.status;
      this.#say(agent.status, agent.id);
      if (agent.status !== "approved") this.#sentTargets = null;
    }
    if (agent.status === "blacklisted") return this.#turns.close(CLOSE_CODES.refused, "rejected");
    if (agent.status !== "approved") return;
    const targets = pingable(this.deps.targets.current()).map(({ address }) => address);
    const text = JSON.stringify({ type: "update_targets", targets });
    if (text !== this.#sentTargets) this.#turns.send(text);
    this.#sentTargets = text;
  }

  replaced(address: string): void {
    this.#turns.close(CLOSE_CODES.refused, `this agent has connected again, from ${address}`);
  }

  async closed(reason: string): Promise<void> {
    await this.#turns.end();
    const { registry } = this.deps, why = this.#turns.reason ?? reason;
    if (this.#ref !== null) await registry.disconnected(this.#ref, this.address, why);
  }

  async #hello(text: string): Promise<void> {
    const { registry } = this.deps;
    const hello = decodeControl(jsonHelloSchema, text, MAX_HELLO_LENGTH);
    const { hostname, ip_address, version } = hello;
    const identity = { hostname, version: version ?? "", address: ip_address ?? "" };
    const { id, secret } = passphraseOf(hello.passphrase);
    const key = await keyOf(secret);
    const known = registry.byKey(key);
    const record = known ?? await this.#enrol(id, secret, key, identity);
    await registry.connected(record.ref, identity, this.address);
    this.#ref = record.ref;
    this.update();
  }

  async #enrol(
    id: string | null,
    secret: string,
    key: string,
    identity: Identity,
  ): Promise<AgentRecord> {
    const { registry } = this.deps;
    if (id !== null && registry.isNativeToken(id)) {
      throw new Refusal("forbidden", "this token belongs to an agent that proves a key");
    }
    const enrolment = await registry.enrolmentBySecret(secret);
    if (!enrolment) throw new Refusal("forbidden", "the passphrase is spent, expired or unknown");
    if (registry.isNativeToken(enrolment.id)) {
      throw new Refusal("forbidden", "this token belongs to an agent that proves a key");
    }
    const { address } = this, local = false, wire = "json";
    return await registry.admit({ enrolment, publicKey: key, identity, address, local, wire });
  }

  async #report(ref: string, text: string): Promise<void> {
    const { registry, targets } = this.deps;
    const report = decodeControl(jsonReportSchema, text, MAX_REPORT_LENGTH);
    const agent = registry.find(ref);
    if (!agent) return;
    // Not kept and not acknowledged: the agent learns why.
    if (agent.status !== "approved") return this.#say(agent.status, agent.id);
    if (report.agent_id !== agent.id) throw new RangeError(`your agent_id is ${agent.id}`);
    const number = Number(agent.id!.slice("agent_".length));
    const { rounds, ignored } = roundsOf(report, targets.current());
    for (const round of rounds) {
      await this.deps.keepRound(number, round);
      registry.roundReceived(ref, round.startedAtMs);
    }
    const received = report.data.length - ignored;
    this.#turns.send(JSON.stringify({ type: "data_received", received, ignored }));
  }

  #say(status: AgentStatus, id: string | null): void {
    const agentId = id === null ? {} : { agent_id: id };
    this.#turns.send(JSON.stringify({ status, message: STATUS_MESSAGES[status], ...agentId }));
  }
}

/** What this dialect can speak of: addresses that are pinged. */
const pingable = ({ targets }: TargetList) => targets.filter(({ kind }) => kind === "icmp");

function passphraseOf(passphrase: string): { id: string | null; secret: string } {
  if (!passphrase.startsWith("mp1_")) return { id: null, secret: passphrase };
  return decodeToken(passphrase);
}

/** Stands where a native agent's public key does: SHA-256, so that the passphrase is not kept. */
async function keyOf(secret: string): Promise<string> {
  const bytes = new TextEncoder().encode(`meshping json agent\0${secret}`);
  return `json:${toBase64url(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)))}`;
}
