import { channelJson } from "@/server/api/alert_json.ts";
import { readJson } from "@/server/api/json_body.ts";
import { answering } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";
import { channelInputSchema } from "@/shared/alerts.ts";

export const handler = define.handlers({
  GET: (ctx) => {
    const channels = ctx.state.domain.alerts.channels();
    return ctx.json({
      channels: channels.map(({ channel, health }) => channelJson(channel, health)),
    });
  },
  POST: (ctx) =>
    answering(async () => {
      const { domain: { alerts }, person } = ctx.state;
      const input = await readJson(ctx.req, channelInputSchema);
      const { id } = await alerts.addChannel(input, person!.name);
      const { channel, health } = alerts.channels().find(({ channel }) => channel.id === id)!;
      return ctx.json(channelJson(channel, health), { status: 201 });
    }),
});
