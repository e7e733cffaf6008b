import { define } from "@/server/define.ts";

/** The process is alive. */
export const handler = define.handlers({ GET: (ctx) => ctx.text("ok\n") });
