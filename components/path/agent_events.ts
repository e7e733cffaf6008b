import type { CellState } from "@/shared/cell_state.ts";
import { agentEventsWords } from "@/components/words/agent_events.ts";
import type { PathEvent } from "./path_events.ts";

/** One line of an agent's connection log. */
export interface AgentLogLine {
  atMs: number;
  event: string;
  detail: string;
}

const STATES: Record<keyof ReturnType<typeof agentEventsWords>, CellState> = {
  connected: "ok",
  disconnected: "nodata",
  held: "nodata",
  approved: "ok",
  replaced: "nodata",
  rekeyed: "ok",
};

/** What happened to the agent of a path in `fromMs <= t <= toMs`, newest first, at most `limit`. */
export function agentEvents(
  log: readonly AgentLogLine[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
  limit: number,
): PathEvent[] {
  const words = agentEventsWords();
  return log
    .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
    .flatMap(({ atMs, event, detail }): PathEvent[] =>
      Object.hasOwn(STATES, event)
        ? [{
          atMs,
          state: STATES[event as keyof typeof STATES],
          text: words[event as keyof typeof STATES](detail),
        }]
        : []
    )
    .slice(0, limit);
}

/** The log in an answer of `GET /api/v1/agents/{id}/events`; throws a `TypeError`. */
export function agentLogOf(answer: unknown): AgentLogLine[] {
  const events = (answer as { events?: unknown })?.events;
  if (!Array.isArray(events)) throw new TypeError("the answer holds no events");
  return events.map(({ at, event, detail }: Record<string, unknown>) => {
    const atMs = Date.parse(String(at));
    if (Number.isNaN(atMs)) throw new TypeError(`an event has no time: ${at}`);
    return { atMs, event: String(event), detail: String(detail ?? "") };
  });
}
