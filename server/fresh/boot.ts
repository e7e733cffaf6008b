import { fileURLToPath } from "node:url";
import { type App, applySnapshot, type FetchHandler } from "./app.ts";
import { setLatestBuildId } from "./build_id.ts";
import { type BuiltFile, BuiltFiles } from "./built_files.ts";
import { markIsland } from "./island.ts";
import type { IslandRef } from "./render_state.ts";
import type { Bundle } from "./snapshot.ts";

/** What the generated `_fresh/server.js` knows. */
export interface Build {
  /** File address of the build's folder. */
  dir: URL;
  /** Path of the project's root, relative to `dir`. */
  root: string;
  buildId: string;
  boot: Bundle | null;
  files: [string, BuiltFile][];
  routes: [id: string, module: unknown][];
  /** Each with its bundle, or its name among those that the boot script carries. */
  islands: [module: Record<string, unknown>, bundle: Bundle | string][];
}

/** Gives `app` its build. Returns what `Deno.serve` and `deno serve` want. */
export function serveBuild<State>(app: App<State>, build: Build): { fetch: FetchHandler } {
  const { buildId, boot } = build;
  const islands = new Map<unknown, IslandRef>();
  for (const [module, bundle] of build.islands) {
    const place = typeof bundle === "string"
      ? { chunk: bundle, scripts: [] }
      : { chunk: bundle.path, scripts: [bundle.path, ...bundle.imports] };
    for (const [exportName, component] of Object.entries(module)) {
      if (typeof component !== "function") continue;
      markIsland(component);
      islands.set(component, { ...place, exportName });
    }
  }
  setLatestBuildId(buildId);
  applySnapshot(app, {
    root: fileURLToPath(new URL(build.root, build.dir)),
    buildId,
    boot,
    islands,
    routes: build.routes.map(([id, module]) => ({ id, module })),
    files: new BuiltFiles(fileURLToPath(build.dir), build.files),
  });
  return { fetch: app.handler() };
}
