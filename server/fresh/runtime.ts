/**
 * `fresh/runtime`: what islands and routes may both import, in the browser and
 * on the server.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { currentBuildId } from "./build_id.ts";
import { BUILD_KEY } from "./build_key.ts";
import { renderState } from "./render_state.ts";

/** True in the browser, false on the server. */
export const IS_BROWSER: boolean = typeof document !== "undefined";

/**
 * Adds the build's id to the path of a file in `static/`, so that browsers may
 * keep it for ever. Other origins' addresses are returned as they are.
 */
export function asset(path: string): string {
  if (!path.startsWith("/") || path.startsWith("//")) return path;
  const url = new URL(path, "http://localhost");
  if (!url.searchParams.has(BUILD_KEY)) url.searchParams.set(BUILD_KEY, currentBuildId());
  return url.pathname + url.search + url.hash;
}

/**
 * Puts its children into the document's `<head>`. A `<title>`, a `<meta>` of
 * the same name, or an element of the same `key` replaces an earlier one.
 * Works while the server renders; in the browser it does nothing.
 */
export function Head(props: { children?: ComponentChildren }): null {
  renderState()?.head.push(props.children);
  return null;
}
