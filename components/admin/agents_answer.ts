import type { Agent, AgentHealth, AgentStatus, IcmpHealth } from "@/shared/agent.ts";

const STATUSES: readonly AgentStatus[] = ["pending", "approved", "hold", "blacklisted"];

/** The agents in an answer of `GET /api/v1/agents`; throws a `TypeError`. */
export function agentsOf(answer: unknown): Agent[] {
  const agents = (answer as { agents?: unknown })?.agents;
  if (!Array.isArray(agents)) throw new TypeError("the answer holds no agents");
  return agents.map((agent: Record<string, unknown>) => ({
    ref: String(agent.ref),
    id: typeof agent.id === "string" ? agent.id : null,
    name: text(agent.name),
    group: text(agent.group),
    hostname: text(agent.hostname),
    address: text(agent.address),
    previousAddress: typeof agent.previous_address === "string" ? agent.previous_address : null,
    place: text(agent.place),
    wire: agent.wire === "json" ? "json" : "native",
    enrolmentId: typeof agent.enrolment_id === "string" ? agent.enrolment_id : null,
    version: text(agent.version),
    fingerprint: text(agent.fingerprint),
    status: STATUSES.find((status) => status === agent.status) ?? "hold",
    local: agent.local === true,
    connected: agent.connected === true,
    createdAtMs: time(agent.created_at) ?? 0,
    lastSeenAtMs: time(agent.last_seen),
    lastRoundAtMs: time(agent.last_round),
    droppedRounds: number(agent.dropped_rounds) ?? 0,
    health: healthOf(agent.health),
  }));
}

function healthOf(value: unknown): AgentHealth | null {
  if (typeof value !== "object" || value === null) return null;
  const health = value as Record<string, unknown>;
  return {
    bufferedRounds: number(health.buffered_rounds) ?? 0,
    lagMs: number(health.lag_ms) ?? 0,
    starvedRounds: number(health.starved_rounds) ?? 0,
    sendErrors: number(health.send_errors) ?? 0,
    skippedProbes: number(health.skipped_probes) ?? 0,
    clockOffsetMs: number(health.clock_offset_ms),
    clockErrorMs: number(health.clock_error_ms),
    icmp: icmpOf(health.icmp),
    icmpIds: Array.isArray(health.icmp_ids) ? health.icmp_ids.map(Number) : [],
  };
}

function icmpOf(value: unknown): IcmpHealth | null {
  if (typeof value !== "object" || value === null) return null;
  const icmp = value as Record<string, unknown>;
  return {
    sent: number(icmp.sent) ?? 0,
    replies: number(icmp.replies) ?? 0,
    late: number(icmp.late) ?? 0,
    duplicates: number(icmp.duplicates) ?? 0,
    foreign: number(icmp.foreign) ?? 0,
    malformed: number(icmp.malformed) ?? 0,
    rateLimited: number(icmp.rate_limited) ?? 0,
    receiveDrops: number(icmp.receive_drops) ?? 0,
    userStamped: number(icmp.user_stamped) ?? 0,
    reopened: number(icmp.reopened) ?? 0,
  };
}

function number(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function time(value: unknown): number | null {
  const atMs = typeof value === "string" ? Date.parse(value) : NaN;
  return Number.isNaN(atMs) ? null : atMs;
}
