import { existsSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { compareRouteFiles } from "../file_route.ts";

/** A file of `routes/`; the id is its path there without the extension. */
export interface RouteFile {
  file: string;
  id: string;
}

/** What the build found. Paths are absolute. */
export interface Crawl {
  routes: RouteFile[];
  islands: string[];
  /** Path is the decoded URL path. */
  statics: { file: string; path: string }[];
}

const SOURCE = /\.[jt]sx?$/;
const TEST = /[._]test\.[jt]sx?$/;

/** Finds routes, islands and static files. A folder that is not there counts as empty. */
export function crawl(dirs: { routes: string; islands: string; statics: string }): Crawl {
  const isSource = (path: string) => SOURCE.test(path) && !TEST.test(path);
  const inRoutes = listFiles(dirs.routes).filter(isSource);
  const routes = inRoutes
    // "(_anything)" folders hold parts of pages, not routes.
    .filter((file) => !relative(dirs.routes, file).includes("(_"))
    .map((file) => ({ file, id: urlPath(dirs.routes, file).replace(SOURCE, "") }))
    .sort((a, b) => compareRouteFiles(a.id, b.id));
  const local = inRoutes.filter((file) => file.includes(`${sep}(_islands)${sep}`));
  const statics = listFiles(dirs.statics)
    .map((file) => ({ file, path: "/" + urlPath(dirs.statics, file) }))
    .filter(({ path }) => !/\/\.(?!well-known\/)/.test(path));
  return { routes, islands: [...listFiles(dirs.islands).filter(isSource), ...local], statics };
}

/** Regular files below a folder, sorted. Symbolic links are not followed. */
export function listFiles(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Path of `file` below `dir`, with slashes on every system. */
function urlPath(dir: string, file: string): string {
  return relative(dir, file).replaceAll(sep, "/");
}
