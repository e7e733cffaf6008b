import type { Channel } from "@/shared/alerts.ts";
import type { AlertEvent, ChannelHealth, FiringAlert } from "../domain/alerts.ts";

const iso = (atMs: number) => new Date(atMs).toISOString();

export function firingJson(alert: FiringAlert) {
  const { rule, subject, name, sinceMs, muted, flapping, badPaths, paths } = alert;
  return {
    rule_id: rule.id,
    rule: rule.name,
    severity: rule.severity,
    subject,
    name,
    since: iso(sinceMs),
    muted,
    flapping,
    bad_paths: badPaths,
    paths: paths.map(({ agent, target, state, lossPercent, rttUs }) => ({
      agent,
      target,
      state,
      loss_percent: lossPercent,
      rtt_ms: rttUs === null ? null : rttUs / 1000,
    })),
  };
}

export function alertEventJson({ atMs, ruleId, ...event }: AlertEvent) {
  return { ...event, at: iso(atMs), rule_id: ruleId };
}

/** A channel without its secret, which is never given out. */
export function channelJson(channel: Channel, health: ChannelHealth) {
  const { secret, ...rest } = { secret: undefined, ...channel };
  const { lastSentAtMs, lastError, ...counts } = health;
  const last_sent = lastSentAtMs === null ? null : iso(lastSentAtMs);
  return {
    ...rest,
    secret_set: Boolean(secret),
    health: { ...counts, last_sent, last_error: lastError },
  };
}
