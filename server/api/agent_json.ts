import type { Agent, AgentHealth, IcmpHealth } from "@/shared/agent.ts";
import { CLOCK_OFF_MS } from "@/shared/clock_off.ts";

const time = (atMs: number | null) => atMs === null ? null : new Date(atMs).toISOString();

/** An agent as the API shows it. */
export function agentJson(agent: Agent) {
  return {
    id: agent.id,
    ref: agent.ref,
    name: agent.name,
    group: agent.group,
    hostname: agent.hostname,
    address: agent.address,
    previous_address: agent.previousAddress,
    place: agent.place,
    wire: agent.wire,
    enrolment_id: agent.enrolmentId,
    version: agent.version,
    fingerprint: agent.fingerprint,
    status: agent.status,
    local: agent.local,
    connected: agent.connected,
    created_at: time(agent.createdAtMs),
    last_seen: time(agent.lastSeenAtMs),
    last_round: time(agent.lastRoundAtMs),
    dropped_rounds: agent.droppedRounds,
    health: agent.health && healthJson(agent.health),
  };
}

function icmpJson({ rateLimited, receiveDrops, userStamped, ...counts }: IcmpHealth) {
  return {
    ...counts,
    rate_limited: rateLimited,
    receive_drops: receiveDrops,
    user_stamped: userStamped,
  };
}

function healthJson(health: AgentHealth) {
  return {
    buffered_rounds: health.bufferedRounds,
    lag_ms: health.lagMs,
    starved_rounds: health.starvedRounds,
    send_errors: health.sendErrors,
    skipped_probes: health.skippedProbes,
    clock_offset_ms: health.clockOffsetMs,
    clock_error_ms: health.clockErrorMs,
    icmp: health.icmp && icmpJson(health.icmp),
    icmp_ids: health.icmpIds,
    // Its rounds are corrected and flagged.
    clock_off: Math.abs(health.clockOffsetMs ?? 0) > CLOCK_OFF_MS,
  };
}
