import { channelJson } from "@/server/api/alert_json.ts";
import { readJson } from "@/server/api/json_body.ts";
import { numberPart } from "@/server/api/number_part.ts";
import { answering } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";
import { channelInputSchema } from "@/shared/alerts.ts";

export const handler = define.handlers({
  PUT: (ctx) =>
    answering(async () => {
      const { domain: { alerts }, person } = ctx.state;
      const id = numberPart(ctx.params.id), input = await readJson(ctx.req, channelInputSchema);
      await alerts.changeChannel(id, input, person!.name);
      const { channel, health } = alerts.channels().find(({ channel }) => channel.id === id)!;
      return ctx.json(channelJson(channel, health));
    }),
  DELETE: (ctx) =>
    answering(async () => {
      const { domain, person } = ctx.state;
      await domain.alerts.removeChannel(numberPart(ctx.params.id), person!.name);
      return new Response(null, { status: 204 });
    }),
});
