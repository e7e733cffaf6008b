import type { BuiltFiles } from "./built_files.ts";
import type { IslandRef } from "./render_state.ts";
import type { Middleware, RouteComponent, RouteConfig, RouteHandler } from "./route.ts";

/** What a file below `routes/` may export. */
export interface RouteModule<State> {
  default?: RouteComponent<State> | Middleware<State> | Middleware<State>[];
  // deno-lint-ignore no-explicit-any
  handler?: RouteHandler<any, State> | Middleware<State>[];
  // deno-lint-ignore no-explicit-any
  handlers?: RouteHandler<any, State> | Middleware<State>[];
  config?: RouteConfig;
}

/** A script for the browser. */
export interface Bundle {
  /** URL path. */
  path: string;
  /** URL paths of what it imports at once, directly or not. */
  imports: readonly string[];
}

/** Everything a running application needs from its build. */
export interface Snapshot {
  root: string;
  buildId: string;
  /** The script that hydrates islands; null when there are none. */
  boot: Bundle | null;
  /** Sorted as `compareRouteFiles` does. The id is the path without extension. */
  routes: readonly { id: string; module: unknown }[];
  islands: ReadonlyMap<unknown, IslandRef>;
  files: BuiltFiles | null;
}

/** For an application that runs without a build: no files, no islands. */
export const EMPTY_SNAPSHOT: Snapshot = {
  root: ".",
  buildId: "none",
  boot: null,
  routes: [],
  islands: new Map(),
  files: null,
};
