import { en } from "./en/agent_events.ts";
import { room } from "./room.ts";

export const agentEventsWords = room("agent_events", en);
