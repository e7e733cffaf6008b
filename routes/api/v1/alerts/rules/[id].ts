import { readJson } from "@/server/api/json_body.ts";
import { numberPart } from "@/server/api/number_part.ts";
import { answering } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";
import { ruleInputSchema } from "@/shared/alerts.ts";

export const handler = define.handlers({
  PUT: (ctx) =>
    answering(async () => {
      const { domain, person } = ctx.state;
      const id = numberPart(ctx.params.id), input = await readJson(ctx.req, ruleInputSchema);
      return ctx.json(await domain.alerts.changeRule(id, input, person!.name));
    }),
  DELETE: (ctx) =>
    answering(async () => {
      const { domain, person } = ctx.state;
      await domain.alerts.removeRule(numberPart(ctx.params.id), person!.name);
      return new Response(null, { status: 204 });
    }),
});
