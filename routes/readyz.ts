import { define } from "@/server/define.ts";

/** The database takes writes and the listeners are up. */
export const handler = define.handlers({
  GET: async (ctx) => {
    const trouble = await ctx.state.domain.notReady();
    return ctx.text(trouble === null ? "ready\n" : `not ready: ${trouble}\n`, {
      status: trouble === null ? 200 : 503,
    });
  },
});
