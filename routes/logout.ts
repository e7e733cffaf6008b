import { define } from "@/server/define.ts";

export const handler = define.handlers({
  POST: async (ctx) => {
    const { domain, sessionCookie } = ctx.state;
    const token = sessionCookie.read();
    if (token) await domain.auth.logOut(token);
    const headers = { location: "/login", "set-cookie": sessionCookie.end() };
    return new Response(null, { status: 303, headers });
  },
});
