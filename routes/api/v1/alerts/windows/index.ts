import { readJson } from "@/server/api/json_body.ts";
import { answering } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";
import { windowInputSchema } from "@/shared/alerts.ts";

export const handler = define.handlers({
  GET: (ctx) => ctx.json({ windows: ctx.state.domain.alerts.windows() }),
  POST: (ctx) =>
    answering(async () => {
      const { domain, person } = ctx.state;
      const input = await readJson(ctx.req, windowInputSchema);
      return ctx.json(await domain.alerts.addWindow(input, person!.name), { status: 201 });
    }),
});
