import { enrolmentJson, newEnrolmentJson } from "@/server/api/enrolment_json.ts";
import { readJson } from "@/server/api/json_body.ts";
import { enrolmentBody } from "@/server/api/operations/agents.ts";
import { answering } from "@/server/api/problem.ts";
import { serverUrl } from "@/server/api/server_url.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: (ctx) =>
    answering(async () => {
      const open = await ctx.state.domain.agents.enrolments();
      return ctx.json({ enrolments: open.map(enrolmentJson) });
    }),
  POST: (ctx) =>
    answering(async () => {
      const empty = ctx.req.headers.get("content-length") === "0" || ctx.req.body === null;
      const input = empty ? enrolmentBody.parse({}) : await readJson(ctx.req, enrolmentBody);
      const { domain, person } = ctx.state;
      const made = await domain.agents.enrol(
        {
          uses: input.uses,
          expiresInMs: input.expires_in,
          preApproved: input.pre_approved,
          name: input.name,
        },
        person!.name,
        serverUrl(ctx.state, ctx.url),
      );
      return ctx.json(newEnrolmentJson(made), { status: 201 });
    }),
});
