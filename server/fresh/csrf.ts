import type { Context } from "./context.ts";
import { HttpError } from "./http_error.ts";
import type { Middleware } from "./route.ts";

/** Which origins may send unsafe requests; without `origin` only the request's own. */
export interface CsrfOptions<State = unknown> {
  origin?: string | string[] | ((origin: string, context: Context<State>) => boolean);
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses with 403 what another site made a browser send: by `Sec-Fetch-Site`
 * where it is there, else by `Origin`. A request with neither is not from a
 * browser that could be tricked, and passes.
 */
export function csrf<State>(options: CsrfOptions<State> = {}): Middleware<State> {
  const allowed = (origin: string, ctx: Context<State>): boolean => {
    const rule = options.origin ?? ctx.url.origin;
    return typeof rule === "function" ? rule(origin, ctx) : [rule].flat().includes(origin);
  };
  return async (ctx) => {
    const { method, headers } = ctx.req;
    if (SAFE_METHODS.has(method)) return await ctx.next();
    const site = headers.get("sec-fetch-site");
    const origin = headers.get("origin");
    if (site === "same-origin" || site === "none") return await ctx.next();
    if (site === null && origin === null) return await ctx.next();
    if (origin !== null && allowed(origin, ctx)) return await ctx.next();
    throw new HttpError(403);
  };
}
