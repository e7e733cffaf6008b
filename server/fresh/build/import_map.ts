import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Server parts of the web layer: an island that imports one gets an error, not a bundle. */
const SERVER_ONLY = new Set(["fresh", "fresh/dev"]);

/**
 * Local entries of the nearest `deno.json`'s import map, as esbuild's `alias`
 * wants them: name without the final slash → absolute path. npm packages are
 * found through `node_modules`.
 */
export function localAliases(root: string): Record<string, string> {
  const config = findConfig(root);
  if (!config) return {};
  const { imports = {} } = JSON.parse(readFileSync(config, "utf8")) as {
    imports?: Record<string, string>;
  };
  const aliases: Record<string, string> = {};
  for (const [name, target] of Object.entries(imports)) {
    if (!/^\.{0,2}\//.test(target) || SERVER_ONLY.has(name)) continue;
    aliases[name.replace(/\/$/, "")] = resolve(dirname(config), target);
  }
  return aliases;
}

function findConfig(dir: string): string | null {
  const file = join(dir, "deno.json");
  if (existsSync(file)) return file;
  return dirname(dir) === dir ? null : findConfig(dirname(dir));
}
