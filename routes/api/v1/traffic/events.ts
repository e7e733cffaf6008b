import { eventsQuery } from "@/server/api/operations/traffic.ts";
import { answering } from "@/server/api/problem.ts";
import { readQuery } from "@/server/api/query.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: (ctx) =>
    answering(async () => {
      const { limit, before, kind, source, src, q } = readQuery(ctx.url, eventsQuery);
      const { events, nextBeforeId, searchedToMs } = await ctx.state.domain.traffic.events({
        limit,
        beforeId: before || undefined,
        kind,
        sender: source,
        src,
        text: q || undefined,
      });
      return ctx.json({
        events: events.map(({ receivedAtMs, sentAtMs, ...rest }) => ({
          ...rest,
          received_at: new Date(receivedAtMs).toISOString(),
          sent_at: sentAtMs === null ? null : new Date(sentAtMs).toISOString(),
        })),
        next: nextBeforeId,
        searched_to: searchedToMs === null ? null : new Date(searchedToMs).toISOString(),
      });
    }),
});
