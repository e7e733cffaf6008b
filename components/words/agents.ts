import { en } from "./en/agents.ts";
import { room } from "./room.ts";

export const agentsWords = room("agents", en);
