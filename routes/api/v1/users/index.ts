import { readJson } from "@/server/api/json_body.ts";
import { joinUrl } from "@/server/api/join_url.ts";
import { answering } from "@/server/api/problem.ts";
import { newUserBody } from "@/server/api/operations/accounts.ts";
import { userJson } from "@/server/api/user_json.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: async (ctx) => ctx.json({ users: (await ctx.state.domain.users.list()).map(userJson) }),
  POST: (ctx) =>
    answering(async () => {
      const { name, role, password } = await readJson(ctx.req, newUserBody);
      const { domain: { users }, person } = ctx.state, by = person!.name;
      if (password !== undefined) {
        const user = await users.add(name, role, password, by);
        return ctx.json(userJson(user), { status: 201 });
      }
      const { user, link } = await users.invite(name, role, by);
      const expires_at = new Date(link.expiresAtMs).toISOString();
      const body = { ...userJson(user), link: joinUrl(ctx.state, ctx.url, link.key), expires_at };
      return ctx.json(body, { status: 201 });
    }),
});
