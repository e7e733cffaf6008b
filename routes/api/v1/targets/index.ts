import { revisionsWanted, targetListAnswer } from "@/server/api/etag.ts";
import { readJson } from "@/server/api/json_body.ts";
import { answering } from "@/server/api/problem.ts";
import {
  targetInputJson,
  targetListInputJson,
  toTargetInput,
  toTargetInputs,
} from "@/server/api/target_json.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: (ctx) => targetListAnswer(ctx.state.domain.targets.current(), ctx.req),
  PUT: (ctx) =>
    answering(async () => {
      const { domain, person } = ctx.state, wanted = revisionsWanted(ctx.req.headers);
      const inputs = toTargetInputs(await readJson(ctx.req, targetListInputJson));
      return targetListAnswer(await domain.targets.replace(inputs, person!.name, wanted), ctx.req);
    }),
  POST: (ctx) =>
    answering(async () => {
      const { domain, person } = ctx.state, wanted = revisionsWanted(ctx.req.headers);
      const input = toTargetInput(await readJson(ctx.req, targetInputJson));
      const list = await domain.targets.add([input], person!.name, wanted);
      return targetListAnswer(list, ctx.req, 201);
    }),
});
