import { alertEventJson } from "@/server/api/alert_json.ts";
import { historyQuery } from "@/server/api/operations/alerts.ts";
import { answering } from "@/server/api/problem.ts";
import { readQuery } from "@/server/api/query.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: (ctx) =>
    answering(async () => {
      const { limit, before } = readQuery(ctx.url, historyQuery);
      const events = await ctx.state.domain.alerts.history(limit, before ?? null);
      const next = events.length === limit ? events.at(-1)!.id : null;
      return ctx.json({ events: events.map(alertEventJson), next });
    }),
});
