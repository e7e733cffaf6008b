import { numberPart } from "@/server/api/number_part.ts";
import { answering } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  POST: (ctx) =>
    answering(async () => {
      const { domain, person } = ctx.state;
      await domain.alerts.testChannel(numberPart(ctx.params.id), person!.name);
      return new Response(null, { status: 204 });
    }),
});
