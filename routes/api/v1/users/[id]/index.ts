import { readJson } from "@/server/api/json_body.ts";
import { answering } from "@/server/api/problem.ts";
import { userChangeBody } from "@/server/api/operations/accounts.ts";
import { userId, userJson } from "@/server/api/user_json.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: (ctx) =>
    answering(async () =>
      ctx.json(userJson(await ctx.state.domain.users.get(userId(ctx.params.id))))
    ),
  PATCH: (ctx) =>
    answering(async () => {
      const id = userId(ctx.params.id);
      const { role, disabled } = await readJson(ctx.req, userChangeBody);
      const { domain: { users }, person } = ctx.state, by = person!.name;
      if (role !== undefined) await users.setRole(id, role, by);
      if (disabled === true) await users.disable(id, by);
      if (disabled === false) await users.enable(id, by);
      return ctx.json(userJson(await users.get(id)));
    }),
  DELETE: (ctx) =>
    answering(async () => {
      const { domain: { users }, person } = ctx.state;
      await users.remove(userId(ctx.params.id), person!.name);
      return new Response(null, { status: 204 });
    }),
});
