import { streamText } from "@/server/api/stream_text.ts";
import { define } from "@/server/define.ts";

/** For Prometheus: `?agent=agent_1` and `?target=` choose paths, `?paths=off` leaves them out. */
export const handler = define.handlers({
  GET: async (ctx) => {
    const params = ctx.url.searchParams;
    const pieces = await ctx.state.domain.metrics.text({
      agents: params.getAll("agent"),
      targets: params.getAll("target"),
      paths: params.get("paths") !== "off",
    });
    return streamText(pieces, "text/plain; version=0.0.4; charset=utf-8");
  },
});
