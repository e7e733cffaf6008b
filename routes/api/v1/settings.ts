import { define } from "@/server/define.ts";

/** The configuration in force, without its secrets. It is changed by flags and a new start. */
export const handler = define.handlers({
  GET: (ctx) => ctx.json({ settings: ctx.state.domain.settings }),
});
