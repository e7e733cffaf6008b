import type { IcmpHealth } from "@/shared/agent.ts";
import type { Target } from "@/shared/target.ts";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { Gate } from "./gate.ts";
import { HttpProber } from "./http/http_prober.ts";
import { openPinger, type Pinger, type PingerCounters, type PingerDeps } from "./icmp/pinger.ts";
import { IcmpProber } from "./icmp_prober.ts";
import type { ProbeOutcome, Prober, Probers } from "./prober.ts";
import { ResolvedTargets } from "./resolved_targets.ts";
import type { Resolver } from "./resolver.ts";
import { TcpProber } from "./tcp/tcp_prober.ts";

/**
 * Connections under way at once; a further probe waits for its turn, or is left out. So many targets
 * may be dead before they take a living one its turn.
 */
const MAX_TCP_AT_ONCE = 1_024;
const MAX_HTTP_AT_ONCE = 256;
/** What is left for a probe that had to wait is too little below this, in ms. */
const LEAST_MS = 250;

/** Told of answers that change no result any more. */
export interface ExtraAnswers {
  /** One came after its probe's time was up, with this RTT in microseconds. */
  late(targetId: string, rttUs: number): void;
  /** One more came to a probe that had its answer. */
  duplicate(targetId: string): void;
}

const NOBODY: ExtraAnswers = { late: () => {}, duplicate: () => {} };

/**
 * One prober for each kind of target.
 * @throws {import("./icmp/icmp_denied.ts").IcmpDenied} when this process may not ping
 */
export function openProbers(
  resolver: Resolver,
  resolved: ResolvedTargets = new ResolvedTargets(),
  extra: ExtraAnswers = NOBODY,
  open: (deps: Pick<PingerDeps, "onLate" | "onDuplicate">) => Pinger = openPinger,
): Probers {
  const pinger = open({
    onLate: ({ address, rttUs }) => {
      const targetId = icmp.targetAt(address);
      if (targetId !== null) extra.late(targetId, rttUs);
    },
    onDuplicate: (address) => {
      const targetId = icmp.targetAt(address);
      if (targetId !== null) extra.duplicate(targetId);
    },
  });
  const icmp = new IcmpProber(pinger, resolver, resolved);
  const tcpGate = new Gate(MAX_TCP_AT_ONCE);
  const httpGate = new Gate(MAX_HTTP_AT_ONCE);
  const probers: Record<Target["kind"], Prober> = {
    icmp,
    tcp: gated(tcpGate, new TcpProber(resolver)),
    http: gated(httpGate, new HttpProber(resolver)),
  };
  return {
    probe: (target, timeoutMs) => probers[target.kind].probe(target, timeoutMs),
    get counters() {
      const { counters } = pinger;
      return {
        sendErrors: counters.sendFailed,
        skippedProbes: tcpGate.skipped + httpGate.skipped,
        icmp: icmpHealth(counters),
        icmpIds: pinger.ids,
      };
    },
    close: () => pinger.close(),
  };
}

function icmpHealth(counters: PingerCounters): IcmpHealth {
  const { sent, replies, late, duplicate, foreign, malformed } = counters;
  const { rateLimited, receiveDrops, userStamped, reopened } = counters;
  return {
    ...{ sent, replies, late, duplicates: duplicate, foreign, malformed },
    ...{ rateLimited, receiveDrops, userStamped, reopened },
  };
}

function gated(gate: Gate, prober: Prober): Prober {
  return {
    async probe(target, timeoutMs): Promise<ProbeOutcome> {
      const startedAtMs = performance.now();
      return await gate.run(timeoutMs - LEAST_MS, () => {
        const waitedMs = performance.now() - startedAtMs;
        return prober.probe(target, Math.max(LEAST_MS, Math.round(timeoutMs - waitedMs)));
      }) ?? { result: RESULT_CODES.notProbed };
    },
  };
}
