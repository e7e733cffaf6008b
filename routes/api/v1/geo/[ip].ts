import ipaddr from "ipaddr.js";
import { problem } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: async (ctx) => {
    // A colon of an IPv6 address may come encoded.
    const ip = ctx.params.ip.replaceAll(/%3a/gi, ":");
    const isAddress = ipaddr.IPv4.isValidFourPartDecimal(ip) || ipaddr.IPv6.isValid(ip);
    if (!isAddress) return problem("invalid", "this is not an IPv4 or IPv6 address");
    return ctx.json({ ip, ...await ctx.state.domain.traffic.locate(ip) });
  },
});
