import { readJson } from "@/server/api/json_body.ts";
import { tokenBody } from "@/server/api/operations/people.ts";
import { answering } from "@/server/api/problem.ts";
import { tokenJson } from "@/server/api/token_json.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: async (ctx) =>
    ctx.json({ tokens: (await ctx.state.domain.auth.listApiTokens()).map(tokenJson) }),
  POST: (ctx) =>
    answering(async () => {
      const { domain: { auth }, person } = ctx.state;
      const { name, role, expires_in } = await readJson(ctx.req, tokenBody);
      const made = await auth.createApiToken(name, role, person!.name, expires_in ?? null);
      return ctx.json({ ...tokenJson(made), token: made.token }, { status: 201 });
    }),
});
