import { summaryQuery, WINDOW_MS } from "@/server/api/operations/traffic.ts";
import { answering } from "@/server/api/problem.ts";
import { readQuery } from "@/server/api/query.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: (ctx) =>
    answering(async () => {
      const { by = "country", window = WINDOW_MS } = readQuery(ctx.url, summaryQuery);
      const { traffic } = ctx.state.domain;
      const counts = await traffic.summary(by, window);
      const sites = (await traffic.sites(window)).map((
        { site, requests, errors, p50Ms, p95Ms },
      ) => ({
        site,
        requests,
        error_share: errors / requests,
        availability: 1 - errors / requests,
        p50_ms: p50Ms,
        p95_ms: p95Ms,
      }));
      return ctx.json({ by, window, counts, sites });
    }),
});
