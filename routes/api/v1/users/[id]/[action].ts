import { joinUrl } from "@/server/api/join_url.ts";
import { answering, problem } from "@/server/api/problem.ts";
import { userId, userJson } from "@/server/api/user_json.ts";
import { define } from "@/server/define.ts";

/** `link`: to set a password; `end-sessions`; `no-code`: forget the authenticator. */
export const handler = define.handlers({
  POST: (ctx) =>
    answering(async () => {
      const { domain: { users }, person } = ctx.state, by = person!.name;
      const { action } = ctx.params, id = userId(ctx.params.id);
      if (action === "link") {
        const { key, expiresAtMs } = await users.passwordLink(id, by);
        const link = joinUrl(ctx.state, ctx.url, key);
        return ctx.json({ link, expires_at: new Date(expiresAtMs).toISOString() });
      }
      if (action === "end-sessions") {
        await users.endSessions(id, by);
        return ctx.json(userJson(await users.get(id)));
      }
      if (action === "no-code") return ctx.json(userJson(await users.removeSecondFactor(id, by)));
      return problem("not_found", "an action is link, end-sessions or no-code");
    }),
});
