import { problem } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";

const HOUR_MS = 3_600_000;

/**
 * As in the system that Meshping replaces: the last hour of one path, by the target's address or
 * id. `latency` is in milliseconds, 0 where there was no answer.
 */
export const handler = define.handlers({
  GET: async (ctx) => {
    const { agents, results, targets } = ctx.state.domain;
    const { agent: agentId, target: name } = ctx.params;
    const target = targets.current().targets
      .find(({ id, address }) => id === name || address === name);
    if (!agents.find(agentId)?.id) return problem("not_found", `no agent ${agentId}`);
    if (!target) return problem("not_found", `no target ${name}`);
    const nowMs = Date.now();
    const points = await results.path(agentId, target.id, nowMs - HOUR_MS, nowMs + 1);
    return ctx.json(points.map(({ atMs, rttUs }) => ({
      timestamp: new Date(atMs).toISOString(),
      latency: (rttUs ?? 0) / 1000,
    })));
  },
});
