import { answering, problem } from "@/server/api/problem.ts";
import { onlyOf, readSeries, seriesQuery } from "@/server/api/series_query.ts";
import { streamSeries } from "@/server/api/stream_series.ts";
import { define } from "@/server/define.ts";

/** A row of the matrix over time: one agent to every target of the list. */
export const handler = define.handlers({
  GET: (ctx) =>
    answering(() => {
      const { agents, results, targets } = ctx.state.domain;
      const { agent } = ctx.params;
      if (!agents.find(agent)?.id) return problem("not_found", `no agent ${agent}`);
      const ids = onlyOf(ctx.url, targets.current().targets.map(({ id }) => id));
      const query = seriesQuery(ctx.url, Date.now(), ids.length);
      const paths = ids.map((target) => ({
        head: { target },
        read: () => readSeries(results, agent, target, query),
      }));
      return streamSeries(
        { agent, ...(query.stepMs === null ? {} : { step_ms: query.stepMs }) },
        paths,
      );
    }),
});
