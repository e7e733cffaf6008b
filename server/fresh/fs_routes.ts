import { ALL_METHODS } from "./all_methods.ts";
import { compose } from "./compose.ts";
import { fileToPattern } from "./file_route.ts";
import type { Middleware, Route, RouteComponent, RouteHandler } from "./route.ts";
import type { Router } from "./router.ts";
import { runRoute } from "./run_route.ts";
import type { Segment } from "./segment.ts";
import type { RouteModule } from "./snapshot.ts";

/**
 * Adds one file of `routes/`. `id` is its path there without the extension,
 * `module` what it exports.
 *
 * @throws {TypeError} when the file lacks what its name asks for.
 */
export function addRouteFile<State>(
  root: Segment<State>,
  router: Router<Middleware<State>>,
  id: string,
  module: unknown,
): void {
  const exported = module as RouteModule<State>;
  const slash = id.lastIndexOf("/");
  const segment = root.at(id.slice(0, Math.max(slash, 0)));
  const name = id.slice(slash + 1);
  const component = exported.default as RouteComponent<State> | undefined;
  const handler = exported.handlers ?? exported.handler;
  const { config } = exported;
  if (name === "_middleware") {
    segment.middlewares.push(...middlewaresOf<State>(id, exported.default ?? handler));
    return;
  }
  if (name === "_layout" || name === "_app") {
    if (!component) throw new TypeError(`routes/${id}: needs a component as default export`);
    if (name === "_app") root.app = component;
    else segment.layout = { component, config };
    return;
  }
  if (!component && !handler) {
    throw new TypeError(`routes/${id}: exports neither a component as default nor handlers`);
  }
  const route: Route<State> = {
    component,
    handler: handler as RouteHandler<unknown, State>,
    config,
  };
  if (name === "_404") root.notFound = route;
  else if (name === "_error" || name === "_500") segment.error = route;
  else {
    const path = config?.routeOverride ?? fileToPattern(id);
    router.add(ALL_METHODS, path, compose([...segment.chain(), (ctx) => runRoute(ctx, route)]));
  }
}

function middlewaresOf<State>(id: string, exported: unknown): Middleware<State>[] {
  const list = [exported].flat();
  if (list.length === 0 || list.some((item) => typeof item !== "function")) {
    throw new TypeError(`routes/${id}: needs a middleware, or a list of them, as default export`);
  }
  return list as Middleware<State>[];
}
