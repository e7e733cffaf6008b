import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Server parts of the web layer: an island that imports one gets an error, not a bundle. */
const SERVER_ONLY = new Set(["fresh", "fresh/dev"]);

/**
 * Local entries of the nearest `deno.json`'s import map, as esbuild's `alias`
 * wants them for islands: name without the final slash → absolute path. npm
 * packages are found through `node_modules`.
 */
export function islandAliases(root: string): Record<string, string> {
  const aliases: Record<string, string> = {};
  for (const [name, path] of localEntries(root)) {
    if (!SERVER_ONLY.has(name)) aliases[name.replace(/\/$/, "")] = path;
  }
  return aliases;
}

/**
 * The same entries, with the server's parts, as `paths` of a `tsconfig.json`.
 * Unlike an alias, such a path counts as resolved: what is left out of a
 * bundle is imported by a relative path, and the folder can be moved.
 */
export function serverPaths(root: string): Record<string, string[]> {
  return Object.fromEntries(
    localEntries(root).map(([name, path]) =>
      name.endsWith("/") ? [`${name}*`, [`${path}/*`]] : [name, [path]]
    ),
  );
}

/** Names with their absolute paths, without a final slash. */
function localEntries(root: string): [name: string, path: string][] {
  const config = findConfig(root);
  if (!config) return [];
  const { imports = {} } = JSON.parse(readFileSync(config, "utf8")) as {
    imports?: Record<string, string>;
  };
  return Object.entries(imports)
    .filter(([, target]) => /^\.{0,2}\//.test(target))
    .map(([name, target]) => [name, resolve(dirname(config), target)]);
}

function findConfig(dir: string): string | null {
  const file = join(dir, "deno.json");
  if (existsSync(file)) return file;
  return dirname(dir) === dir ? null : findConfig(dirname(dir));
}
