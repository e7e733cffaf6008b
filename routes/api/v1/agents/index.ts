import { agentJson } from "@/server/api/agent_json.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: (ctx) => ctx.json({ agents: ctx.state.domain.agents.list().map(agentJson) }),
});
