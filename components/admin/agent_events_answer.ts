import type { AgentEvent } from "@/shared/agent.ts";
import { agentsWords } from "@/components/words/agents.ts";

/** The lines in an answer of `GET /api/v1/agents/{id}/events`; throws a `TypeError`. */
export function agentEventsOf(answer: unknown): AgentEvent[] {
  const events = (answer as { events?: unknown })?.events;
  if (!Array.isArray(events)) throw new TypeError("the answer holds no events");
  const kinds = agentsWords().events;
  return events.flatMap((line: Record<string, unknown>) => {
    const atMs = Date.parse(String(line.at)), event = String(line.event);
    if (Number.isNaN(atMs) || !Object.hasOwn(kinds, event)) return [];
    const address = String(line.address ?? ""), detail = String(line.detail ?? "");
    return [{ atMs, event: event as AgentEvent["event"], address, detail }];
  });
}
