import { define } from "../define.ts";

export default [
  define.middleware((ctx) => {
    ctx.state.trail.push("a");
    return ctx.next();
  }),
  define.middleware((ctx) => {
    ctx.state.trail.push("b");
    if (ctx.req.headers.get("cookie")?.includes("u=")) {
      ctx.state.user = { name: "ada", role: "admin" };
    }
    return ctx.next();
  }),
];
