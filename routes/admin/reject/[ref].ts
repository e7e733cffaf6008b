import { agentJson } from "@/server/api/agent_json.ts";
import { answering } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";

/** As in the system that Meshping replaces; `POST /api/v1/agents/{id}/reject` is the same. */
export const handler = define.handlers({
  POST: (ctx) =>
    answering(async () => {
      const { domain, person } = ctx.state;
      return ctx.json(agentJson(await domain.agents.reject(ctx.params.ref, person!.name)));
    }),
});
