import { agentJson } from "@/server/api/agent_json.ts";
import { newEnrolmentJson } from "@/server/api/enrolment_json.ts";
import { answering, problem } from "@/server/api/problem.ts";
import { serverUrl } from "@/server/api/server_url.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  POST: (ctx) =>
    answering(async () => {
      const { id, action } = ctx.params;
      const { domain: { agents }, person } = ctx.state;
      switch (action) {
        case "approve":
          return ctx.json(agentJson(await agents.approve(id, person!.name)));
        case "reject":
          return ctx.json(agentJson(await agents.reject(id, person!.name)));
        case "hold":
          return ctx.json(agentJson(await agents.hold(id, person!.name)));
        case "rotate": {
          const url = serverUrl(ctx.state, ctx.url);
          const made = await agents.rotate(id, person!.name, url);
          return ctx.json(newEnrolmentJson(made), { status: 201 });
        }
        default:
          return problem(
            "not_found",
            "an agent can be approved, rejected, put on hold or given a new key (rotate)",
          );
      }
    }),
});
