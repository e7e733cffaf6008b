import ipaddr from "ipaddr.js";
import type { Target } from "@/shared/target.ts";
import { FIRST_RESULT_CODE, RESULT_CODES } from "@/shared/wire/round_frame.ts";
import type { EchoOutcome, Pinger } from "./icmp/pinger.ts";
import type { ProbeOutcome, Prober } from "./prober.ts";
import type { ResolvedTargets } from "./resolved_targets.ts";
import type { Resolver } from "./resolver.ts";

/** What is left for the ping when looking up the name took nearly all the time, in ms. */
const LEAST_MS = 100;

/** Addresses whose target is remembered for a late reply; all are forgotten beyond that. */
const MAX_PINGED = 50_000;

/** Probes targets of kind `icmp`: a name is looked up, the address gets one echo request. */
export class IcmpProber implements Prober {
  /** Id of the target that an address was last pinged for. */
  #pinged = new Map<string, string>();

  constructor(
    private readonly pinger: Pick<Pinger, "ping">,
    private readonly resolver: Pick<Resolver, "resolve" | "failed">,
    /** Told where requests to host names go. */
    private readonly resolved: Pick<ResolvedTargets, "note">,
    private readonly monotonicMs: () => number = () => performance.now(),
  ) {}

  /** The target that a late reply from `address` is about; `null` when none was pinged there. */
  targetAt(address: string): string | null {
    return this.#pinged.get(address) ?? null;
  }

  async probe({ id, address: name }: Target, timeoutMs: number): Promise<ProbeOutcome> {
    const startedAtMs = this.monotonicMs();
    const left = () => Math.max(LEAST_MS, timeoutMs - (this.monotonicMs() - startedAtMs));
    const address = await this.resolver.resolve(name, timeoutMs - LEAST_MS);
    if (address === null) return { result: RESULT_CODES.unresolved };
    if (address !== name) this.resolved.note(id, address);
    const outcome = await this.#ping(id, address, left());
    if (outcome.state !== "send-failed") return outcomeOf(outcome);
    // A machine without IPv6 may still have a name's IPv4 address, and the other way round.
    const other = this.resolver.failed(name, address);
    if (other === null) return outcomeOf(outcome);
    this.resolved.note(id, other);
    return outcomeOf(await this.#ping(id, other, left()));
  }

  #ping(targetId: string, address: string, timeoutMs: number): Promise<EchoOutcome> {
    if (this.#pinged.size >= MAX_PINGED) this.#pinged.clear();
    this.#pinged.set(address, targetId);
    return this.pinger.ping(address, timeoutMs);
  }
}

function outcomeOf(outcome: EchoOutcome): ProbeOutcome {
  switch (outcome.state) {
    case "reply": {
      const result = rttResult(outcome.rttUs);
      return outcome.stamp === "user" ? { result, note: { kind: "user-stamped" } } : { result };
    }
    case "timeout":
      return { result: RESULT_CODES.timeout };
    case "unreachable": {
      const { icmpType: type, icmpCode: code } = outcome;
      const from = addressBytes(outcome.from);
      const result = RESULT_CODES.unreachable;
      return from ? { result, note: { kind: "icmp-error", type, code, from } } : { result };
    }
    case "send-failed":
      return { result: RESULT_CODES.sendFailed };
  }
}

/** A time in microseconds as a result: whole, not negative, and below every code. */
export function rttResult(rttUs: number): number {
  return Math.min(FIRST_RESULT_CODE - 1, Math.max(0, Math.round(rttUs)));
}

/** 4 or 16 bytes of an IP literal, whose zone is left out; `null` when it is none. */
function addressBytes(text: string): Uint8Array | null {
  const literal = text.split("%")[0];
  return ipaddr.isValid(literal) ? new Uint8Array(ipaddr.parse(literal).toByteArray()) : null;
}
