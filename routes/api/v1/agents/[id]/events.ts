import { answering } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";

/** The newest connections of an agent. */
export const handler = define.handlers({
  GET: (ctx) =>
    answering(async () => {
      const events = await ctx.state.domain.agents.events(ctx.params.id);
      return ctx.json({
        events: events.map(({ atMs, event, address, detail }) => ({
          at: new Date(atMs).toISOString(),
          event,
          address,
          detail,
        })),
      });
    }),
});
