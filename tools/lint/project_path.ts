import config from "../../deno.json" with { type: "json" };
import { pathToFileURL } from "node:url";

const rootUrl = new URL("../../", import.meta.url).href;

/** Local names of the import map, such as `@/` and `fresh`, longest first. */
const aliases = Object.entries(config.imports)
  .filter(([, target]) => target.startsWith("./"))
  .sort(([a], [b]) => b.length - a.length);

/**
 * Path of a file below the project's root, with `/` between names, or `null` outside of it.
 *
 * @param filename absolute, as the linter gives it
 */
export function projectPath(filename: string): string | null {
  const url = pathToFileURL(filename).href;
  return url.startsWith(rootUrl) ? decodeURIComponent(url.slice(rootUrl.length)) : null;
}

/** What a specifier stands for, seen from a file of the project. */
export type Target =
  /** A file of the project, as its path below the root. */
  | { kind: "file"; path: string }
  /** A module built into the runtime, with its `node:`. */
  | { kind: "builtin"; path: string }
  /** A package of the import map or an address: no concern of the table of edges. */
  | { kind: "package" }
  /** A relative path that leaves the project. */
  | { kind: "outside" };

/**
 * Resolves a specifier: relative, through the import map of `deno.json`, built in, or a package.
 *
 * @param path project path of the importing file
 */
export function resolveTarget(specifier: string, path: string): Target {
  if (specifier.startsWith("node:")) return { kind: "builtin", path: specifier };
  if (/^\.{0,2}\/|^file:/.test(specifier)) return fileTarget(new URL(specifier, rootUrl + path));
  const alias = aliases.find(([name]) =>
    name.endsWith("/") ? specifier.startsWith(name) : specifier === name
  );
  if (!alias) return { kind: "package" };
  return fileTarget(new URL(alias[1] + specifier.slice(alias[0].length), rootUrl));
}

function fileTarget(url: URL): Target {
  if (!url.href.startsWith(rootUrl)) return { kind: "outside" };
  return {
    kind: "file",
    path: decodeURIComponent(url.pathname.slice(new URL(rootUrl).pathname.length)),
  };
}

/** Tests with what they stand on (`testing/`), benchmarks and tools may reach across folders: only the ban on remote code holds there. */
export function isExempt(path: string): boolean {
  return /_test\.tsx?$/.test(path) || /^(bench|tests|tools)\/|\/testing\//.test(path);
}
