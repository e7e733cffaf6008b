import { revisionsQuery } from "@/server/api/operations/targets.ts";
import { answering } from "@/server/api/problem.ts";
import { readQuery } from "@/server/api/query.ts";
import { targetRevisionJson } from "@/server/api/target_json.ts";
import { define } from "@/server/define.ts";

/** Who changed what of the target list, newest first. */
export const handler = define.handlers({
  GET: (ctx) =>
    answering(async () => {
      const { before, limit, target } = readQuery(ctx.url, revisionsQuery);
      const revisions = await ctx.state.domain.targets.history({ limit, before, target });
      const last = revisions.at(-1)?.revision ?? 1;
      const next = target === undefined && revisions.length === limit && last > 1 ? last : null;
      return ctx.json({ revisions: revisions.map(targetRevisionJson), next });
    }),
});
