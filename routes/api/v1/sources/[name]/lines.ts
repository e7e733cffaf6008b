import { readText } from "@/server/api/json_body.ts";
import { logLines, sourceName } from "@/server/api/log_lines.ts";
import { answering } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  POST: (ctx) =>
    answering(async () => {
      const source = sourceName(ctx.params.name);
      const lines = logLines(await readText(ctx.req), ctx.req.headers.get("content-type"));
      await ctx.state.domain.traffic.addLines(source, lines);
      return ctx.json({ stored: lines.length });
    }),
});
