import { define } from "../../define.ts";

export const handlers = define.handlers({
  GET: () => Response.json([1]),
  POST: async (ctx) => Response.json(await ctx.req.json(), { status: 201 }),
});
