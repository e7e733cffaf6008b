import { type Context, shellsOf } from "./context.ts";
import { HttpError } from "./http_error.ts";
import { reportServerError } from "./report.ts";
import type { LayoutConfig, Middleware, Route, RouteComponent } from "./route.ts";
import { runRoute } from "./run_route.ts";

/** A folder of routes, or the path of a route added by code: carries what runs around them. */
export class Segment<State> {
  readonly middlewares: Middleware<State>[] = [];
  layout: { component: RouteComponent<State>; config?: LayoutConfig } | null = null;
  app: RouteComponent<State> | null = null;
  error: Route<State> | null = null;
  /** Only the root's is used. */
  notFound: Route<State> | null = null;
  #children = new Map<string, Segment<State>>();
  #parent: Segment<State> | null;

  constructor(parent: Segment<State> | null = null) {
    this.#parent = parent;
  }

  /** The segment of a path below this one, made when it is new. */
  at(path: string): Segment<State> {
    // deno-lint-ignore no-this-alias
    let segment: Segment<State> = this;
    for (const name of path.split("/")) {
      if (name === "" || name === "*") continue;
      let child = segment.#children.get(name);
      if (!child) segment.#children.set(name, child = new Segment(segment));
      segment = child;
    }
    return segment;
  }

  /**
   * Everything that runs around a route here, outermost first. As in Fresh, a
   * route sees what was registered before it, not what comes later; only the
   * not-found page is looked up when it is needed.
   */
  chain(): Middleware<State>[] {
    const outer = this.#parent?.chain() ?? [];
    return [...outer, this.#shell(), ...this.middlewares];
  }

  #root(): Segment<State> {
    return this.#parent ? this.#parent.#root() : this;
  }

  /** Sets layouts for what is inside, and answers its errors. */
  #shell(): Middleware<State> {
    const { app, layout, error } = this;
    const root = this.#root();
    return async (ctx) => {
      const shells = shellsOf(ctx);
      const saved = { ...shells };
      if (app) shells.app = app;
      if (layout?.config?.skipAppWrapper) shells.app = null;
      if (layout) {
        const inherited = layout.config?.skipInheritedLayouts ? [] : shells.layouts;
        shells.layouts = [...inherited, layout.component];
      }
      try {
        return await ctx.next();
      } catch (thrown) {
        return await answerError(ctx, thrown, error, root.notFound);
      } finally {
        Object.assign(shells, saved);
      }
    };
  }
}

async function answerError<State>(
  ctx: Context<State>,
  thrown: unknown,
  error: Route<State> | null,
  notFound: Route<State> | null,
): Promise<Response> {
  ctx.error = thrown;
  const status = thrown instanceof HttpError ? thrown.status : 500;
  // As in Fresh, a not-found page sets its own status: page(data, { status: 404 }).
  if (status === 404 && notFound) return await runRoute(ctx, notFound);
  if (!error) throw thrown;
  if (status >= 500) reportServerError(thrown);
  return await runRoute(ctx, error, status);
}
