import { Refusal } from "@/shared/refusal.ts";
import { canonicalAddress } from "@/shared/canonical_address.ts";
import { seriesQuery, STEP_MS, WINDOW_MS } from "@/server/api/operations/traffic.ts";
import { answering } from "@/server/api/problem.ts";
import { readQuery } from "@/server/api/query.ts";
import { define } from "@/server/define.ts";

const MAX_STRETCHES = 1_500;

export const handler = define.handlers({
  GET: (ctx) =>
    answering(async () => {
      const query = readQuery(ctx.url, seriesQuery);
      const { window = WINDOW_MS, step = STEP_MS } = query;
      if (window / step > MAX_STRETCHES) {
        throw new Refusal("invalid", `a series has at most ${MAX_STRETCHES} steps`, [
          { field: "step", message: `must be at least ${Math.ceil(window / MAX_STRETCHES)}` },
        ]);
      }
      const src = query.src === undefined ? undefined : canonicalAddress(query.src);
      if (src === null) {
        throw new Refusal("invalid", "src takes an IPv4 or IPv6 address", [
          { field: "src", message: "must be an address" },
        ]);
      }
      const sinceMs = Math.floor((Date.now() - window) / step) * step;
      const stretches = await ctx.state.domain.traffic.series({ sinceMs, stepMs: step, src });
      return ctx.json({
        window,
        step,
        stretches: stretches.map(({ startMs, counts }) => ({
          t: new Date(startMs).toISOString(),
          ...counts,
        })),
      });
    }),
});
