import { minuteIn, ZONE_FIELD } from "@/components/text/zoned_time.ts";
import type { AlertRule, AlertWindow, Channel, Scope } from "@/shared/alerts.ts";

/** A form's fields as they were typed. */
export type Typed = Record<string, string>;

const REST_KEY = "channels";

/** What was typed, each field once; the channels that were ticked, with commas. */
export function typedIn(form: FormData): Typed {
  const typed: Typed = {};
  for (const [name, value] of form) if (typeof value === "string") typed[name] = value;
  typed[REST_KEY] = form.getAll(REST_KEY).join(",");
  return typed;
}

const number = (text: string | undefined) => text?.trim() ? Number(text) : undefined;
const ids = (text: string | undefined) => (text ?? "").split(",").filter(Boolean).map(Number);

/** `all`, `group:core` or `target:target_1`. */
export function scopeText(scope: Scope): string {
  if (scope.kind === "all") return "all";
  return scope.kind === "group" ? `group:${scope.group}` : `target:${scope.target}`;
}

function scopeOf(text = "all"): Scope {
  if (text.startsWith("group:")) return { kind: "group", group: text.slice(6) };
  if (text.startsWith("target:")) return { kind: "target", target: text.slice(7) };
  return { kind: "all" };
}

/** How the form names a condition. */
export type ConditionChoice = "fail" | "slow" | "loss" | "rtt" | "nodata";

/** Which choice a condition is. */
export function conditionChoice(condition: AlertRule["condition"]): ConditionChoice {
  if (condition.kind !== "state") return condition.kind;
  return condition.states.includes("slow") ? "slow" : "fail";
}

function conditionOf(typed: Typed): unknown {
  switch (typed.condition) {
    case "loss":
      return { kind: "loss", percent: number(typed.percent) };
    case "rtt":
      return { kind: "rtt", percentile: number(typed.percentile), ms: number(typed.ms) };
    case "slow":
      return { kind: "state", states: ["slow", "fail"] };
    case "nodata":
      return { kind: "nodata" };
    default:
      return { kind: "state", states: ["fail"] };
  }
}

/** The rule a form asks for, still to be checked. */
export function ruleOf(typed: Typed): unknown {
  return {
    name: typed.name ?? "",
    enabled: typed.enabled === "on",
    severity: typed.severity,
    condition: conditionOf(typed),
    scope: scopeOf(typed.scope),
    per: typed.per,
    rounds: { bad: number(typed.bad), of: number(typed.of) },
    agents: number(typed.agents),
    clear_rounds: number(typed.clear_rounds),
    channels: ids(typed.channels),
  };
}

/** A rule as its form shows it. */
export function typedRule(rule: AlertRule | null): Typed {
  if (rule === null) {
    return {
      enabled: "on",
      severity: "warning",
      condition: "fail",
      percent: "20",
      percentile: "95",
      ms: "200",
      scope: "all",
      per: "target",
      bad: "3",
      of: "3",
      agents: "1",
      clear_rounds: "3",
    };
  }
  const { condition, rounds } = rule;
  return {
    ...typedRule(null),
    id: String(rule.id),
    name: rule.name,
    enabled: rule.enabled ? "on" : "",
    severity: rule.severity,
    condition: conditionChoice(condition),
    ...(condition.kind === "loss" ? { percent: String(condition.percent) } : {}),
    ...(condition.kind === "rtt"
      ? { percentile: String(condition.percentile), ms: String(condition.ms) }
      : {}),
    scope: scopeText(rule.scope),
    per: rule.per,
    bad: String(rounds.bad),
    of: String(rounds.of),
    agents: String(rule.agents),
    clear_rounds: String(rule.clear_rounds),
    channels: rule.channels.join(","),
  };
}

/** The window a form asks for, still to be checked. */
export function windowOf(typed: Typed): unknown {
  const zone = typed[ZONE_FIELD] ?? "UTC";
  return {
    name: typed.name ?? "",
    from: minuteIn(zone, typed.from ?? ""),
    to: minuteIn(zone, typed.to ?? ""),
    repeat: typed.repeat,
    scope: scopeOf(typed.scope),
  };
}

/** A window as its form shows it, in UTC; a new one is the next hour. */
export function typedWindow(window: AlertWindow | null, nowMs: number): Typed {
  const minute = (atMs: number) => new Date(atMs).toISOString().slice(0, 16);
  if (window === null) {
    return { from: minute(nowMs), to: minute(nowMs + 3_600_000), repeat: "none", scope: "all" };
  }
  return {
    id: String(window.id),
    name: window.name,
    from: minute(Date.parse(window.from)),
    to: minute(Date.parse(window.to)),
    repeat: window.repeat,
    scope: scopeText(window.scope),
  };
}

/** The channel a form asks for, still to be checked. An empty secret stays as it was. */
export function channelOf(typed: Typed): unknown {
  const secret = typed.secret ? { secret: typed.secret } : {};
  const common = {
    kind: typed.kind,
    name: typed.name ?? "",
    enabled: typed.enabled === "on",
    allow_private: typed.allow_private === "on",
  };
  if (typed.kind !== "email") {
    const signed = typed.kind === "webhook" || typed.kind === "ntfy";
    return { ...common, url: typed.url ?? "", ...(signed ? secret : {}) };
  }
  return {
    ...common,
    host: typed.host ?? "",
    port: number(typed.port),
    tls: typed.tls,
    ...(typed.user ? { user: typed.user } : {}),
    ...secret,
    from: typed.from ?? "",
    to: (typed.to ?? "").split(/[\s,;]+/).filter(Boolean),
  };
}

/** A channel as its form shows it, without its secret. */
export function typedChannel(channel: Channel | null): Typed {
  if (channel === null) return { kind: "webhook", enabled: "on", port: "587", tls: "starttls" };
  const common = {
    id: String(channel.id),
    name: channel.name,
    kind: channel.kind,
    enabled: channel.enabled ? "on" : "",
    allow_private: channel.allow_private ? "on" : "",
  };
  if (channel.kind !== "email") return { ...typedChannel(null), ...common, url: channel.url };
  const { host, port, tls, user = "", from, to } = channel;
  return { ...common, host, port: String(port), tls, user, from, to: to.join("\n") };
}
