import { canonicalAddress } from "@/shared/canonical_address.ts";
import { Refusal } from "@/shared/refusal.ts";
import { seenQuery } from "@/server/api/operations/results.ts";
import { answering, problem } from "@/server/api/problem.ts";
import { readQuery } from "@/server/api/query.ts";
import { seenJson } from "@/server/api/seen_json.ts";
import { define } from "@/server/define.ts";

const HOUR_MS = 3_600_000;
/** Single results are read for every answer. A page asks for a week and the moment that ends it. */
const MAX_RANGE_MS = 7 * 24 * HOUR_MS + 1;

/** Both sides of one path. */
export const handler = define.handlers({
  GET: (ctx) =>
    answering(async () => {
      const { agents, bothSides, targets } = ctx.state.domain;
      const { agent: agentId, target: targetId } = ctx.params;
      const target = targets.current().targets.find(({ id }) => id === targetId);
      if (!agents.find(agentId)?.id) return problem("not_found", `no agent ${agentId}`);
      if (!target) return problem("not_found", `no target ${targetId}`);
      const { from, to, step } = readQuery(ctx.url, seenQuery);
      const toMs = to ?? Date.now() + 1, fromMs = from ?? toMs - HOUR_MS;
      if (fromMs >= toMs) throw new Refusal("invalid", "from must be before to");
      if (toMs - fromMs > MAX_RANGE_MS) throw new Refusal("invalid", "at most 7 days at a time");
      const address = canonicalAddress(target.address) ??
        agents.resolved(agentId).get(targetId) ?? null;
      const answer = await bothSides.rounds(agentId, { id: targetId, address }, fromMs, toMs);
      return ctx.json({ agent: agentId, target: targetId, ...seenJson(answer, step ?? null) });
    }),
});
