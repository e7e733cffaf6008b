import { toColumns } from "@/shared/point_columns.ts";
import { Refusal } from "@/shared/refusal.ts";
import { pathQuery } from "@/server/api/operations/results.ts";
import { readQuery } from "@/server/api/query.ts";
import { answering, problem } from "@/server/api/problem.ts";
import { notesJson, pointJson, stepJson } from "@/server/api/result_json.ts";
import { seriesQuery } from "@/server/api/series_query.ts";
import { streamJson } from "@/server/api/stream_json.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: (ctx) =>
    answering(async () => {
      const { agents, results, targets } = ctx.state.domain;
      const { agent: agentId, target: targetId } = ctx.params;
      const target = targets.current().targets.find(({ id }) => id === targetId);
      if (!agents.find(agentId)?.id) return problem("not_found", `no agent ${agentId}`);
      if (!target) return problem("not_found", `no target ${targetId}`);
      const { fromMs, toMs, stepMs } = seriesQuery(ctx.url, Date.now());
      const head = { agent: agentId, target: targetId };
      const { as } = readQuery(ctx.url, pathQuery);
      if (stepMs !== null) {
        if (as) throw new Refusal("invalid", "as=columns is for raw points: leave step out");
        const steps = await results.steps(agentId, targetId, fromMs, toMs, stepMs);
        const notes = notesJson(await results.notes(agentId, targetId, fromMs, toMs));
        return streamJson({ ...head, step_ms: stepMs, ...notes }, "steps", steps, stepJson);
      }
      const { points, notes } = await results.annotated(agentId, targetId, fromMs, toMs);
      if (as) return Response.json({ ...head, ...notesJson(notes), columns: toColumns(points) });
      return streamJson({ ...head, ...notesJson(notes) }, "points", points, pointJson);
    }),
});
