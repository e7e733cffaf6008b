import { agentJson } from "@/server/api/agent_json.ts";
import { readJson } from "@/server/api/json_body.ts";
import { agentBody } from "@/server/api/operations/agents.ts";
import { answering, problem } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: (ctx) => {
    const agent = ctx.state.domain.agents.find(ctx.params.id);
    return agent ? ctx.json(agentJson(agent)) : problem("not_found", `no agent ${ctx.params.id}`);
  },
  PATCH: (ctx) =>
    answering(async () => {
      const { domain: { agents }, person } = ctx.state;
      const change = await readJson(ctx.req, agentBody);
      return ctx.json(agentJson(await agents.edit(ctx.params.id, change, person!.name)));
    }),
  DELETE: (ctx) =>
    answering(async () => {
      await ctx.state.domain.agents.remove(ctx.params.id, ctx.state.person!.name);
      return new Response(null, { status: 204 });
    }),
});
