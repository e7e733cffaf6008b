import type { Context } from "./context.ts";
import type { Middleware } from "./route.ts";

/** One middleware that runs `fns` in order; after the last comes what `ctx.next` was before. */
export function compose<State>(fns: readonly Middleware<State>[]): Middleware<State> {
  return (ctx: Context<State>) => {
    const last = ctx.next;
    const run = async (index: number): Promise<Response> => {
      if (index === fns.length) return await last();
      ctx.next = () => run(index + 1);
      const response: unknown = await fns[index](ctx);
      if (response instanceof Response) return response;
      throw new TypeError(
        `A middleware or handler for ${ctx.route ?? ctx.url.pathname} returned ` +
          `${typeof response}: it must return a Response, such as ctx.next()'s`,
      );
    };
    return run(0);
  };
}
