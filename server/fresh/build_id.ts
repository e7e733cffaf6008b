import { renderState } from "./render_state.ts";

// In a browser bundle the build replaces this name by a string.
declare const __MP_BUILD_ID__: string | undefined;

let latest = typeof __MP_BUILD_ID__ === "string" ? __MP_BUILD_ID__ : "none";

/**
 * Id of the build of the page being rendered; outside of rendering that of the
 * build loaded last (a wrong one costs a redirect, see `staticFiles`).
 */
export function currentBuildId(): string {
  return renderState()?.buildId ?? latest;
}

/** Called when a build is loaded. */
export function setLatestBuildId(id: string): void {
  latest = id;
}
