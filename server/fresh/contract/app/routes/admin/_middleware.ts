import { define } from "../../define.ts";

export default define.middleware((ctx) => {
  ctx.state.trail.push("admin");
  if (!ctx.state.user) return ctx.redirect("/login?next=" + encodeURIComponent(ctx.url.pathname));
  return ctx.next();
});
