import { readJson } from "@/server/api/json_body.ts";
import { answering } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";
import { ruleInputSchema } from "@/shared/alerts.ts";

export const handler = define.handlers({
  GET: (ctx) => ctx.json({ rules: ctx.state.domain.alerts.rules() }),
  POST: (ctx) =>
    answering(async () => {
      const { domain, person } = ctx.state;
      const input = await readJson(ctx.req, ruleInputSchema);
      return ctx.json(await domain.alerts.addRule(input, person!.name), { status: 201 });
    }),
});
