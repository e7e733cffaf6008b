import { readJson } from "@/server/api/json_body.ts";
import { answering } from "@/server/api/problem.ts";
import { targetListInputJson, targetListJson, toTargetInputs } from "@/server/api/target_json.ts";
import { define } from "@/server/define.ts";

/** As in the system that Meshping replaces: `{"targets": ["192.0.2.1", …]}` is the whole list. */
export const handler = define.handlers({
  POST: (ctx) =>
    answering(async () => {
      const inputs = toTargetInputs(await readJson(ctx.req, targetListInputJson));
      const { domain, person } = ctx.state;
      return ctx.json(targetListJson(await domain.targets.replace(inputs, person!.name)));
    }),
});
