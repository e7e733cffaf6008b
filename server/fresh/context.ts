import type { ComponentChildren, FunctionComponent, VNode } from "preact";
import type { ResolvedFreshConfig } from "./config.ts";
import { renderDocument } from "./document.ts";
import { HttpError } from "./http_error.ts";
import { safeLocation } from "./location.ts";
import { renderComponent } from "./render_component.ts";
import type { LayoutConfig, RouteComponent } from "./route.ts";
import type { Snapshot } from "./snapshot.ts";
import { encodeStream } from "./text_stream.ts";
import {
  upgradeWebSocket,
  type WebSocketHandlers,
  type WebSocketUpgradeOptions,
} from "./websocket.ts";

/** What `ctx.render()` puts around a page; set by the folders the route is in. */
export interface Shells<State> {
  app: RouteComponent<State> | null;
  layouts: readonly RouteComponent<State>[];
}

/** What the application knows of a request when it makes the context. */
export interface ContextInit {
  req: Request;
  url: URL;
  info: Deno.ServeHandlerInfo;
  route: string | null;
  params: Record<string, string>;
  config: ResolvedFreshConfig;
  snapshot: Snapshot;
}

/** The shells of a request. Private to the layer: not part of Fresh's API. */
export let shellsOf: <S>(ctx: Context<S>) => Shells<S>;
/** The build that answers a request. Private to the layer. */
export let snapshotOf: <S>(ctx: Context<S>) => Snapshot;

/** One request on its way through middlewares, handlers and components. */
export class Context<State> {
  static {
    shellsOf = (ctx) => ctx.#shells;
    snapshotOf = (ctx) => ctx.#snapshot;
  }

  #shells: Shells<State> = { app: null, layouts: [] };
  #snapshot: Snapshot;

  /** The original request. */
  readonly req: Request;
  /** The request's address, without empty path segments. */
  readonly url: URL;
  /** What the server passed beside the request, untouched. */
  readonly info: Deno.ServeHandlerInfo;
  /** The matched pattern, null when there is none. */
  readonly route: string | null;
  readonly params: Record<string, string>;
  readonly config: ResolvedFreshConfig;
  /** Shared by everything that handles this request. */
  readonly state: State = {} as State;
  readonly isPartial: boolean = false;
  data: unknown = undefined;
  /** What was thrown, on error pages; else null. */
  error: unknown = null;
  /** In layouts and the app wrapper: what they wrap. */
  Component: FunctionComponent = () => null;
  /** Goes on to the next middleware or the route. */
  next: () => Promise<Response> = () => Promise.reject(new HttpError(404));

  constructor(init: ContextInit) {
    this.req = init.req;
    this.url = init.url;
    this.info = init.info;
    this.route = init.route;
    this.params = init.params;
    this.config = init.config;
    this.#snapshot = init.snapshot;
  }

  /** Redirects. A path stays on this site, whatever slashes it starts with. */
  redirect(pathOrUrl: string, status = 302): Response {
    return new Response(null, { status, headers: { location: safeLocation(pathOrUrl) } });
  }

  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  html(content: string, init: ResponseInit = {}): Response {
    return new Response(content, { ...init, headers: htmlHeaders(init.headers) });
  }

  // deno-lint-ignore no-explicit-any
  json(content: any, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Streams text or bytes; when the client goes away the iterator is closed. */
  stream<U extends string | Uint8Array>(
    stream: Iterable<U> | AsyncIterable<U> | (() => Iterable<U> | AsyncIterable<U>),
    init?: ResponseInit,
  ): Response {
    return new Response(encodeStream(typeof stream === "function" ? stream() : stream), init);
  }

  /**
   * Turns the request into a WebSocket: with handlers it returns the answer,
   * without it returns the socket too.
   *
   * @throws {HttpError} 400 when the client did not ask for a WebSocket.
   */
  upgrade(options?: WebSocketUpgradeOptions): { socket: WebSocket; response: Response };
  upgrade(handlers: WebSocketHandlers, options?: WebSocketUpgradeOptions): Response;
  upgrade(
    first: WebSocketHandlers | WebSocketUpgradeOptions = {},
    options?: WebSocketUpgradeOptions,
  ): Response | { socket: WebSocket; response: Response } {
    return upgradeWebSocket(this.req, first, options);
  }

  /** Renders `vnode` inside the folder's layouts and the app wrapper to a whole document. */
  async render(
    // deno-lint-ignore no-explicit-any
    vnode: VNode<any> | null,
    init: ResponseInit = {},
    config: LayoutConfig = {},
  ): Promise<Response> {
    const { app, layouts } = this.#shells;
    const shells = config.skipInheritedLayouts ? [] : [...layouts];
    if (app && !config.skipAppWrapper) shells.unshift(app);
    for (const shell of shells.reverse()) {
      const child: ComponentChildren = vnode;
      const made = await renderComponent(this, shell, undefined, () => child);
      if (made instanceof Response) return made;
      vnode = made;
    }
    const { html, preload } = renderDocument(vnode, this.#snapshot);
    const headers = htmlHeaders(init.headers);
    if (preload.length > 0) {
      const links = preload.map((path) => `<${encodeURI(path)}>; rel="modulepreload"; as="script"`);
      headers.append("link", links.join(", "));
    }
    return new Response(html, { status: init.status, statusText: init.statusText, headers });
  }
}

function htmlHeaders(given: HeadersInit | undefined): Headers {
  const headers = new Headers(given);
  headers.set("content-type", "text/html; charset=utf-8");
  return headers;
}
