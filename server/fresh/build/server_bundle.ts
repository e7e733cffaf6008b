import { readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Metafile } from "esbuild";
import { runEsbuild } from "./esbuild.ts";
import { serverPaths } from "./import_map.ts";
import { UnfinishedFolder } from "./unfinished_folder.ts";

/** The server's side of the pages: one module, and what it `import()`s. */
export interface ServerBundle {
  /** Name of the module that exports `{ fetch }`. */
  entry: string;
  /** With their source maps. They import what was left out as from a folder below `outDir`. */
  outputs: { name: string; contents: string }[];
}

/** What to bundle. Paths are absolute. */
export interface ServerBundleOptions {
  root: string;
  /** Where a folder for unfinished files may be made. */
  outDir: string;
  /** Text of the module that imports every route and island by absolute path. */
  entryText: string;
  /** The module that starts the server: what it imports is left out. */
  program: string | null;
}

/**
 * Bundles what the server loads to serve the pages: one file is loaded in a
 * fraction of the time that hundreds take. Left out are npm packages and what
 * the program imports itself, so that a class or a registry is there once.
 *
 * @throws {BuildError} with esbuild's messages when the code does not compile.
 */
export async function bundleServer(options: ServerBundleOptions): Promise<ServerBundle> {
  const { root, outDir, entryText, program } = options;
  using unfinished = new UnfinishedFolder(outDir);
  const entry = join(unfinished.path, "pages.js");
  const config = join(unfinished.path, "tsconfig.json");
  writeFileSync(entry, entryText);
  writeFileSync(config, JSON.stringify({ compilerOptions: { paths: serverPaths(root) } }));

  const bundle = async (file: string, folder: string, external: string[]): Promise<Metafile> => {
    const metafile = join(unfinished.path, "meta.json");
    await runEsbuild(root, [
      file,
      `--tsconfig=${config}`,
      `--metafile=${metafile}`,
      `--outdir=${folder}`,
      ...external.map((path) => `--external:${path}`),
      ...SETTINGS,
    ]);
    return JSON.parse(readFileSync(metafile, "utf8"));
  };
  const ofProgram = program === null
    ? {}
    : (await bundle(program, join(unfinished.path, "program"), [])).inputs;
  const external = Object.keys(ofProgram).map((file) => resolve(root, file));
  // Beside the entry, and so as deep as where the result will lie: its imports are relative.
  const { outputs } = await bundle(entry, unfinished.path, external);
  const files = Object.keys(outputs).map((file) => resolve(root, file));
  const main = Object.values(outputs).findIndex(({ entryPoint }) => entryPoint !== undefined);
  return {
    entry: basename(files[main]),
    outputs: files
      .map((file) => ({ name: basename(file), contents: readFileSync(file, "utf8") })),
  };
}

const SETTINGS = [
  "--bundle",
  "--charset=utf8",
  "--chunk-names=[name]-[hash]",
  "--entry-names=[name]-[hash]",
  "--format=esm",
  "--jsx=automatic",
  "--jsx-import-source=preact",
  "--legal-comments=none",
  "--packages=external",
  "--platform=neutral",
  "--sourcemap",
  "--sources-content=false",
  "--splitting",
  "--target=esnext",
];
