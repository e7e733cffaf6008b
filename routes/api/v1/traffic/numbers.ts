import { Refusal } from "@/shared/refusal.ts";
import { answering } from "@/server/api/problem.ts";
import { numbersQuery, STEP_MS, WINDOW_MS } from "@/server/api/operations/traffic.ts";
import { readQuery } from "@/server/api/query.ts";
import { define } from "@/server/define.ts";

const MAX_STRETCHES = 1_500;

export const handler = define.handlers({
  GET: (ctx) =>
    answering(async () => {
      const query = readQuery(ctx.url, numbersQuery);
      const { source: sender, window = WINDOW_MS, step = STEP_MS } = query;
      if (!sender) {
        throw new Refusal("invalid", "source takes the name or the address of a sender", [
          { field: "source", message: "must be there" },
        ]);
      }
      if (window / step > MAX_STRETCHES || step % STEP_MS !== 0) {
        throw new Refusal("invalid", "step takes whole minutes in milliseconds", [
          { field: "step", message: `must be at least ${Math.ceil(window / MAX_STRETCHES)}` },
        ]);
      }
      const sinceMs = Math.floor((Date.now() - window) / step) * step;
      const series = await ctx.state.domain.traffic.numbers({ sender, sinceMs, stepMs: step });
      return ctx.json({
        window,
        step,
        series: series.map(({ name, points }) => ({
          name,
          points: points.map(({ startMs, ...rest }) => ({
            t: new Date(startMs).toISOString(),
            ...rest,
          })),
        })),
      });
    }),
});
