import type { ComponentChildren } from "preact";

/** Where the browser finds an island. */
export interface IslandRef {
  /** URL path of its bundle, or its name among those that the boot script carries. */
  chunk: string;
  exportName: string;
  /** URL paths of all the scripts it needs beside the boot script. */
  scripts: readonly string[];
}

/** What one page collects while it is rendered. */
export interface RenderState {
  readonly buildId: string;
  /** Island components of the build that is being served. */
  readonly islands: ReadonlyMap<unknown, IslandRef>;
  /** The islands this page uses; calls point into it. */
  readonly used: IslandRef[];
  readonly calls: [used: number, props: Record<string, unknown>][];
  /** Children of each `<Head>`, in the order they were rendered. */
  readonly head: ComponentChildren[];
}

// Rendering is synchronous, so one variable is enough even with many requests
// under way. In the browser it stays null.
let current: RenderState | null = null;

/** The page being rendered right now, or null. */
export const renderState = (): RenderState | null => current;

/** Runs `render`, which must be synchronous, with `state` as the current page. */
export function withRenderState<T>(state: RenderState, render: () => T): T {
  const outer = current;
  current = state;
  try {
    return render();
  } finally {
    current = outer;
  }
}
