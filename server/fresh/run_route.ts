import { type Context, shellsOf } from "./context.ts";
import { renderComponent } from "./render_component.ts";
import type { HandlerFn, Method, PageResponse, Route } from "./route.ts";

/**
 * Runs a route's handler and, when that returns data, renders its component.
 * `status` is used unless the handler says another. As in Fresh, a method the
 * route does not have goes on to `ctx.next()`, which is the not-found page.
 */
export async function runRoute<State>(
  ctx: Context<State>,
  route: Route<State>,
  status = 200,
): Promise<Response> {
  const shells = shellsOf(ctx);
  if (route.config?.skipAppWrapper) shells.app = null;
  if (route.config?.skipInheritedLayouts) shells.layouts = [];
  const handler = handlerOf(route, ctx.req.method);
  if (!handler) return await ctx.next();
  const result = await handler(ctx);
  if (result instanceof Response) return result;
  if (result === null || typeof result !== "object") {
    throw new TypeError(
      `The ${ctx.req.method} handler of ${ctx.route ?? ctx.url.pathname} returned ` +
        `${typeof result}: return a Response or page(data)`,
    );
  }
  const vnode = route.component
    ? await renderComponent(ctx, route.component, result.data, () => null)
    : null;
  if (vnode instanceof Response) return vnode;
  return await ctx.render(vnode, { status: result.status ?? status, headers: result.headers });
}

function handlerOf<State>(route: Route<State>, method: string): HandlerFn<unknown, State> | null {
  const { handler, component } = route;
  if (typeof handler === "function") return handler;
  const own = (name: string) =>
    handler && Object.hasOwn(handler, name) ? handler[name as Method] ?? null : null;
  const found = own(method) ?? (method === "HEAD" ? own("GET") : null);
  if (found) return found;
  const rendersByItself = component && (!handler || method === "GET" || method === "HEAD");
  return rendersByItself ? (): PageResponse<unknown> => ({ data: {} }) : null;
}
