import { ALL_METHODS } from "./all_methods.ts";
import { compose } from "./compose.ts";
import type { FreshConfig, ResolvedFreshConfig } from "./config.ts";
import { Context } from "./context.ts";
import { addRouteFile } from "./fs_routes.ts";
import { HttpError, plainErrorResponse } from "./http_error.ts";
import { reportServerError } from "./report.ts";
import type {
  LayoutConfig,
  Method,
  Middleware,
  Route,
  RouteComponent,
  RouteConfig,
} from "./route.ts";
import { Router } from "./router.ts";
import { runRoute } from "./run_route.ts";
import { Segment } from "./segment.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "./snapshot.ts";
import type { WebSocketHandlers, WebSocketUpgradeOptions } from "./websocket.ts";

/** Where and how `App.listen()` listens; the port is 8000 when not given. */
export type ListenOptions = Partial<Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem>;

/** What `Deno.serve` calls. `info` arrives in handlers as `ctx.info`, untouched. */
export type FetchHandler = (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

/** One registration, replayed by `handler()` in the order it was made. */
type Step<State> = (
  root: Segment<State>,
  router: Router<Middleware<State>>,
  snapshot: Snapshot | null,
) => void;

/** Gives an application its build; the handlers made afterwards use it. Private to the layer. */
export let applySnapshot: <S>(app: App<S>, snapshot: Snapshot) => void;

/** An application: middlewares and routes, in the order they are added. */
export class App<State = unknown> {
  static {
    applySnapshot = (app, snapshot) => {
      app.#snapshot = snapshot;
      app.config.root = snapshot.root;
    };
  }

  readonly config: ResolvedFreshConfig;
  #steps: Step<State>[] = [];
  #snapshot: Snapshot | null = null;

  constructor(config: FreshConfig = {}) {
    this.config = { root: ".", basePath: "", mode: config.mode ?? "production" };
  }

  /** Adds middlewares for everything, or for a folder of routes: `use("/admin", guard)`. */
  use(...middlewares: Middleware<State>[]): this;
  use(path: string, ...middlewares: Middleware<State>[]): this;
  use(first: string | Middleware<State>, ...rest: Middleware<State>[]): this {
    const path = typeof first === "string" ? first : "*";
    const middlewares = typeof first === "string" ? rest : [first, ...rest];
    if (/[^/]\/\*$/.test(path)) {
      throw new TypeError(
        `use("${path}", …) would guard nothing in Fresh 2: write use("${path.slice(0, -2)}", …)`,
      );
    }
    return this.#step((root) => void root.at(path).middlewares.push(...middlewares));
  }

  get(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["GET"], path, middlewares);
  }

  post(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["POST"], path, middlewares);
  }

  put(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["PUT"], path, middlewares);
  }

  patch(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["PATCH"], path, middlewares);
  }

  delete(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["DELETE"], path, middlewares);
  }

  head(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["HEAD"], path, middlewares);
  }

  all(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(ALL_METHODS, path, middlewares);
  }

  /** A WebSocket endpoint: GET requests there are upgraded. */
  ws(path: string, handlers: WebSocketHandlers, options?: WebSocketUpgradeOptions): this {
    return this.get(path, (ctx) => ctx.upgrade(handlers, options));
  }

  route(path: string, route: Route<State>, config?: RouteConfig): this {
    const merged = { ...route, config: { ...route.config, ...config } };
    return this.all(merged.config.routeOverride ?? path, (ctx) => runRoute(ctx, merged));
  }

  /** The page for what matches no route. It sets its own status. */
  notFound(page: Route<State> | Middleware<State>): this {
    return this.#step((root) => void (root.notFound = asRoute(page)));
  }

  /** The page for errors thrown below `path`; `"*"` is everywhere. */
  onError(path: string, page: Route<State> | Middleware<State>): this {
    return this.#step((root) => void (root.at(path).error = asRoute(page)));
  }

  /** The component that renders `<html>`. */
  appWrapper(component: RouteComponent<State>): this {
    return this.#step((root) => void (root.app = component));
  }

  layout(path: string, component: RouteComponent<State>, config?: LayoutConfig): this {
    return this.#step((root) => void (root.at(path).layout = { component, config }));
  }

  /** Adds the files of `routes/` that the build found. */
  fsRoutes(): this {
    return this.#step((root, router, snapshot) => {
      if (!snapshot) {
        throw new Error("fsRoutes() needs a build: run the build task, then use _fresh/server.js");
      }
      for (const { id, module } of snapshot.routes) addRouteFile(root, router, id, module);
    });
  }

  /** The function that answers requests. What is added to the app later does not change it. */
  handler(): FetchHandler {
    const root = new Segment<State>();
    const router = new Router<Middleware<State>>();
    const snapshot = this.#snapshot;
    for (const step of this.#steps) step(root, router, snapshot);
    const fallback = compose(root.chain());
    return async (req, info = NO_INFO) => {
      const url = new URL(req.url);
      // "//host" as a path would be another site when it is used in an address.
      url.pathname = url.pathname.replace(/\/{2,}/g, "/");
      const { route, params, item, allow } = router.match(req.method, url.pathname);
      const init = { req, url, info, route, params, snapshot: snapshot ?? EMPTY_SNAPSHOT };
      const ctx = new Context<State>({ ...init, config: this.config });
      if (!item && allow) ctx.next = () => wrongMethod(req.method, allow);
      try {
        const response = await (item ?? fallback)(ctx);
        return req.method === "HEAD" ? await withoutBody(response) : response;
      } catch (error) {
        if (!(error instanceof HttpError) || error.status >= 500) reportServerError(error);
        return plainErrorResponse(error);
      }
    };
  }

  /** Serves until the process is stopped. */
  async listen(options: ListenOptions = {}): Promise<void> {
    await Deno.serve({ port: 8000, ...options }, this.handler()).finished;
  }

  #step(step: Step<State>): this {
    this.#steps.push(step);
    return this;
  }

  #handle(methods: readonly Method[], path: string, fns: Middleware<State>[]): this {
    return this.#step((root, router) => {
      router.add(methods, path, compose([...root.at(path).chain(), ...fns]));
    });
  }
}

/** For callers that have no connection, such as tests. */
const NO_INFO: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 1234 },
  completed: Promise.resolve(),
};

function asRoute<State>(page: Route<State> | Middleware<State>): Route<State> {
  return typeof page === "function" ? { handler: page } : page;
}

function wrongMethod(method: string, allow: string[]): Promise<Response> {
  if (method !== "OPTIONS") return Promise.reject(new HttpError(405));
  return Promise.resolve(
    new Response(null, { status: 204, headers: { allow: allow.join(", ") } }),
  );
}

async function withoutBody(response: Response): Promise<Response> {
  const { status, statusText, headers } = response;
  await response.body?.cancel(); // A body left unread would keep its file open.
  return new Response(null, { status, statusText, headers });
}
