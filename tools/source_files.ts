/** Folders that hold nothing a person wrote. */
const generated = new Set(["node_modules", "_fresh", "dist", "data", "agent-state", "coverage"]);

/**
 * Project paths of every file below a folder, sorted, without generated and hidden folders.
 *
 * @param root the folder, as a `file:` URL that ends in `/`
 */
export function listSourceFiles(root: URL): string[] {
  const found: string[] = [];
  const walk = (folder: string) => {
    for (const entry of Deno.readDirSync(new URL(encodeURI(folder), root))) {
      const path = folder + entry.name;
      if (entry.isFile) found.push(path);
      // Only the top level holds generated folders: `server/data/` would be source.
      const skipped = entry.name.startsWith(".") || folder === "./" && generated.has(entry.name);
      if (entry.isDirectory && !skipped) walk(`${path}/`);
    }
  };
  walk("./");
  return found.map((path) => path.slice(2)).sort();
}
