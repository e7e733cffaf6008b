import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: (ctx) => {
    const { name, role, via } = ctx.state.person!;
    return ctx.json({ name, role, via });
  },
});
