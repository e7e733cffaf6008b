import { auditJson } from "@/server/api/audit_json.ts";
import { auditQuery } from "@/server/api/operations/accounts.ts";
import { auditFilter } from "@/server/api/audit_query.ts";
import { answering } from "@/server/api/problem.ts";
import { readQuery } from "@/server/api/query.ts";
import { define } from "@/server/define.ts";

/** Newest first; `next` is the `before` of the next page. */
export const handler = define.handlers({
  GET: (ctx) =>
    answering(async () => {
      const query = readQuery(ctx.url, auditQuery), { limit } = query;
      const entries = await ctx.state.domain.audit.search(auditFilter(query), limit);
      const next = entries.length === limit ? String(entries.at(-1)!.id) : null;
      return ctx.json({ entries: entries.map(auditJson), next });
    }),
});
