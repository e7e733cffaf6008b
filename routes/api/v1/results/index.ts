import { answering, problem } from "@/server/api/problem.ts";
import { onlyOf, readSeries, seriesQuery } from "@/server/api/series_query.ts";
import { streamSeries } from "@/server/api/stream_series.ts";
import { define } from "@/server/define.ts";

/** A column of the matrix over time: every approved agent to one target. */
export const handler = define.handlers({
  GET: (ctx) =>
    answering(() => {
      const { agents, results, targets } = ctx.state.domain;
      const target = ctx.url.searchParams.get("target");
      if (target === null) {
        return problem("invalid", "give a target: /results?target=target_1, or /results/agent_1", [
          { field: "target", message: "is needed" },
        ]);
      }
      if (!targets.current().targets.some(({ id }) => id === target)) {
        return problem("not_found", `no target ${target}`);
      }
      const ids = onlyOf(
        ctx.url,
        agents.list().flatMap(({ id, status }) => status === "approved" && id ? [id] : []),
      );
      const query = seriesQuery(ctx.url, Date.now(), ids.length);
      const paths = ids.map((agent) => ({
        head: { agent },
        read: () => readSeries(results, agent, target, query),
      }));
      return streamSeries(
        { target, ...(query.stepMs === null ? {} : { step_ms: query.stepMs }) },
        paths,
      );
    }),
});
