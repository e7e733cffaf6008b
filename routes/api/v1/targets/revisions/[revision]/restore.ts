import { revisionsWanted, targetListAnswer } from "@/server/api/etag.ts";
import { answering } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";

/** Makes an earlier list the next one. */
export const handler = define.handlers({
  POST: (ctx) =>
    answering(async () => {
      const { domain, person } = ctx.state, wanted = revisionsWanted(ctx.req.headers);
      const revision = Number(ctx.params.revision);
      return targetListAnswer(
        await domain.targets.restore(revision, person!.name, wanted),
        ctx.req,
      );
    }),
});
