import { CELL_STATES } from "@/shared/cell_state.ts";
import type { EventView, FiringView } from "./alert_view.ts";

const KINDS: readonly EventView["kind"][] = ["fired", "cleared", "flapping", "settled"];

type Fields = Record<string, unknown>;

/** What fires in an answer of `GET /api/v1/alerts`; throws a `TypeError`. */
export function firingOf(answer: unknown): FiringView[] {
  return listIn(answer, "alerts").map((alert) => ({
    subject: String(alert.subject),
    name: String(alert.name),
    rule: {
      id: Number(alert.rule_id),
      name: String(alert.rule),
      severity: alert.severity === "critical" ? "critical" : "warning",
    },
    sinceMs: timeIn(alert, "since"),
    muted: alert.muted === true,
    flapping: alert.flapping === true,
    badPaths: Number(alert.bad_paths),
    paths: listIn(alert, "paths").map((path) => ({
      agent: String(path.agent),
      target: String(path.target),
      state: oneOf(CELL_STATES, path.state),
      lossPercent: Number(path.loss_percent),
      rttUs: typeof path.rtt_ms === "number" ? path.rtt_ms * 1_000 : null,
    })),
  }));
}

/** Lines of the history, newest first, and where the older ones begin. */
export interface HistoryView {
  events: EventView[];
  /** `null`: there are no older ones. */
  next: number | null;
}

/** An answer of `GET /api/v1/alerts/history`; throws a `TypeError`. */
export function historyOf(answer: unknown): HistoryView {
  const { next } = answer as Fields;
  return {
    events: listIn(answer, "events").map((event) => ({
      id: Number(event.id),
      atMs: timeIn(event, "at"),
      rule: String(event.rule),
      name: String(event.name),
      kind: oneOf(KINDS, event.kind),
      told: event.told === true,
      detail: String(event.detail),
    })),
    next: typeof next === "number" ? next : null,
  };
}

function listIn(value: unknown, name: string): Fields[] {
  const list = (value as Fields | null)?.[name];
  if (!Array.isArray(list)) throw new TypeError(`the answer holds no ${name}`);
  return list;
}

function timeIn(fields: Fields, name: string): number {
  const atMs = Date.parse(String(fields[name]));
  if (Number.isNaN(atMs)) throw new TypeError(`${name} is no time`);
  return atMs;
}

function oneOf<T extends string>(choices: readonly T[], value: unknown): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new TypeError(`${String(value)} is none of ${choices.join(", ")}`);
  return found;
}
