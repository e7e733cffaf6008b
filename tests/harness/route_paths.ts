import { ROOT } from "./child.ts";

/** A file below `routes/` that answers at a path of its own. */
export interface RoutePath {
  /** Below `routes/`: `api/v1/agents/[id]/index.ts`. */
  file: string;
  /** A path it answers at: `/api/v1/agents/x`. */
  path: string;
}

/** Every path of the app, from the files on disk: a new file is found without being named here. */
export function routePaths(folder = "", found: RoutePath[] = []): RoutePath[] {
  for (const { name, isDirectory } of Deno.readDirSync(new URL(`routes/${folder}`, ROOT))) {
    // `_app`, `_layout` and the like shape other files' answers; `(_islands)` holds no routes.
    if (/^_|^\(_/.test(name)) continue;
    if (isDirectory) routePaths(`${folder}${name}/`, found);
    else if (/\.tsx?$/.test(name)) found.push({ file: folder + name, path: pathOf(folder + name) });
  }
  return found;
}

function pathOf(file: string): string {
  const parts = file.replace(/\.tsx?$/, "").split("/")
    .filter((part) => part !== "index" && !/^\(.*\)$/.test(part))
    .map((part) => part.startsWith("[...") ? "no/such/call" : part.replace(/\[+\w+\]+/g, "x"));
  return "/" + parts.join("/");
}
