import type { Target } from "@/shared/target.ts";
import { splitHostPort } from "@/shared/target_address.ts";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { rttResult } from "../icmp_prober.ts";
import type { ProbeOutcome, Prober } from "../prober.ts";
import type { Resolver } from "../resolver.ts";

/** Probes targets of kind `tcp`: the time that a connection takes, which is then closed. */
export class TcpProber implements Prober {
  constructor(private readonly resolver: Pick<Resolver, "resolve" | "failed">) {}

  async probe(target: Target, timeoutMs: number): Promise<ProbeOutcome> {
    const place = splitHostPort(target.address);
    if (!place) return { result: RESULT_CODES.sendFailed };
    const signal = AbortSignal.timeout(timeoutMs);
    const address = await this.resolver.resolve(place.host, timeoutMs);
    if (address === null) return { result: RESULT_CODES.unresolved };
    const result = await connect(address, place.port, signal);
    if (result !== RESULT_CODES.sendFailed) return { result };
    const other = this.resolver.failed(place.host, address);
    return { result: other === null ? result : await connect(other, place.port, signal) };
  }
}

async function connect(hostname: string, port: number, signal: AbortSignal): Promise<number> {
  const startedAtMs = performance.now();
  try {
    const connection = await Deno.connect({ hostname, port, signal, autoSelectFamily: false });
    const tookMs = performance.now() - startedAtMs;
    connection.close();
    return rttResult(tookMs * 1000);
  } catch (error) {
    if (signal.aborted) return RESULT_CODES.timeout;
    return tcpErrorResult(error);
  }
}

/** The result that stands for an error of `Deno.connect` or of a `node:net` socket. */
export function tcpErrorResult(error: unknown): number {
  const code = (error as { code?: unknown })?.code;
  switch (code) {
    case "ECONNREFUSED":
      return RESULT_CODES.refused;
    case "ECONNRESET":
    case "ECONNABORTED":
    case "EPIPE":
      return RESULT_CODES.reset;
    case "ETIMEDOUT":
      return RESULT_CODES.timeout;
    // An ICMP error came back, or the next hop does not answer.
    case "EHOSTUNREACH":
      return RESULT_CODES.unreachable;
    default:
      return RESULT_CODES.sendFailed;
  }
}
