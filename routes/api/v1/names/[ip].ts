import { canonicalAddress } from "@/shared/canonical_address.ts";
import { problem } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: async (ctx) => {
    const ip = canonicalAddress(ctx.params.ip.replaceAll(/%3a/gi, ":"));
    if (ip === null) return problem("invalid", "this is not an IPv4 or IPv6 address");
    return ctx.json({ ip, names: await ctx.state.domain.reverseNames(ip) });
  },
});
