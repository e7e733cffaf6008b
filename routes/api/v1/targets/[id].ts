import { revisionsWanted, targetListAnswer } from "@/server/api/etag.ts";
import { readJson } from "@/server/api/json_body.ts";
import { answering } from "@/server/api/problem.ts";
import { targetInputJson, toTargetInput } from "@/server/api/target_json.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  PATCH: (ctx) =>
    answering(async () => {
      const { domain, person } = ctx.state, wanted = revisionsWanted(ctx.req.headers);
      const change = toTargetInput(await readJson(ctx.req, targetInputJson));
      const list = await domain.targets.edit(ctx.params.id, change, person!.name, wanted);
      return targetListAnswer(list, ctx.req);
    }),
  DELETE: (ctx) =>
    answering(async () => {
      const { domain, person } = ctx.state, wanted = revisionsWanted(ctx.req.headers);
      const list = await domain.targets.remove(ctx.params.id, person!.name, wanted);
      return targetListAnswer(list, ctx.req);
    }),
});
