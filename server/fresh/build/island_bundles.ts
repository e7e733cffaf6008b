import { readFileSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import type { Metafile } from "esbuild";
import type { Bundle } from "../snapshot.ts";
import { BuildError } from "./build_error.ts";
import { CLIENT, type EntryPlan, writeEntries } from "./island_entries.ts";
import { placeModules } from "./common_modules.ts";
import { listFiles } from "./crawl.ts";
import { runEsbuild } from "./esbuild.ts";
import { islandAliases } from "./import_map.ts";
import { UnfinishedFolder } from "./unfinished_folder.ts";

/** Bundles for the browser. */
export interface Bundles {
  /** The script that hydrates islands, and carries the small ones. */
  boot: Bundle;
  /** Each island's bundle by the island's file; of one that `boot` carries, its name there. */
  islands: Map<string, Bundle | string>;
  outputs: { path: string; contents: Uint8Array }[];
}

/** What to bundle. Paths are absolute; `target` is esbuild's. */
export interface BundleOptions {
  root: string;
  /** Where a folder for unfinished files may be made. */
  outDir: string;
  islands: string[];
  buildId: string;
  target: string | string[];
}

/**
 * Bundles the islands and the script that hydrates them: once to see what they share, and again with
 * that in one chunk, as far as it pays. What they `import()` becomes chunks of their own.
 *
 * @throws {BuildError} with esbuild's messages when an island does not compile.
 */
export async function bundleIslands(options: BundleOptions): Promise<Bundles> {
  const { root, islands } = options;
  using unfinished = new UnfinishedFolder(options.outDir);
  const named = new Map(islands.map((file, n) => [`${fileName(file)}-${n}`, file]));
  const trialDir = join(unfinished.path, "trial"), js = join(unfinished.path, "js");
  const trial = await bundle(options, trialDir, new Map([["boot", CLIENT], ...named]));
  refuseTwoPreacts(trial);
  const plan = entryPlan(trial, root, named);
  const entries = writeEntries(unfinished.path, plan);
  const bundles = bundlesOf(await bundle(options, js, entries), js, root);
  const bundleOf = (name: string) => bundles.get(entries.get(name)!)!;
  return {
    boot: bundleOf("boot"),
    islands: new Map(
      [...named].map(([name, file]) => [file, plan.carried.has(name) ? name : bundleOf(name)]),
    ),
    outputs: listFiles(js)
      .map((file) => ({ path: urlPath(js, file), contents: new Uint8Array(readFileSync(file)) })),
  };
}

const fileName = (file: string) => basename(file).replace(/\.[jt]sx?$/, "");

/** What goes where, by what a trial shows of sizes and of what islands share. */
function entryPlan(trial: Metafile, root: string, named: ReadonlyMap<string, string>): EntryPlan {
  const inTrial = new Map(Object.keys(trial.inputs).map((path) => [resolve(root, path), path]));
  const pathOf = (file: string) => inTrial.get(file)!;
  const islands = [...named.values()].map(pathOf);
  const { common, carried } = placeModules(trial, pathOf(CLIENT), islands);
  const isCarried = ([, file]: [string, string]) => carried.includes(pathOf(file));
  const exportsOf = new Map(
    Object.values(trial.outputs).map(({ entryPoint, exports }) => [entryPoint, exports]),
  );
  return {
    common: common.map((path) => resolve(root, path)),
    carried: new Map([...named].filter(isCarried)),
    islands: new Map(
      [...named].filter((entry) => !isCarried(entry))
        .map(([name, file]) => [name, { file, exports: exportsOf.get(pathOf(file))! }]),
    ),
  };
}

async function bundle(
  { root, buildId, target }: BundleOptions,
  outDir: string,
  entries: ReadonlyMap<string, string>,
): Promise<Metafile> {
  const aliases = Object.entries(islandAliases(root));
  const metafile = `${outDir}.json`;
  await runEsbuild(root, [
    ...[...entries].map(([name, file]) => `${name}=${file}`),
    ...aliases.map(([name, path]) => `--alias:${name}=${path}`),
    "--bundle",
    "--charset=utf8",
    "--chunk-names=chunk-[hash]",
    `--define:__MP_BUILD_ID__=${JSON.stringify(buildId)}`,
    '--define:process.env.NODE_ENV="production"',
    "--entry-names=[name]-[hash]",
    "--format=esm",
    "--jsx=automatic",
    "--jsx-import-source=preact",
    "--legal-comments=none",
    `--metafile=${metafile}`,
    "--minify",
    `--outdir=${outDir}`,
    "--platform=browser",
    "--splitting",
    `--target=${[target].flat().join(",")}`,
  ]);
  return JSON.parse(readFileSync(metafile, "utf8"));
}

/** Bundles by the file that each was made from. */
function bundlesOf({ outputs }: Metafile, js: string, root: string): Map<string, Bundle> {
  const bundles = new Map<string, Bundle>();
  for (const [output, { entryPoint }] of Object.entries(outputs)) {
    if (!entryPoint) continue;
    const [path, ...imports] = loadedWith(output, outputs)
      .map((file) => urlPath(js, resolve(root, file)));
    bundles.set(resolve(root, entryPoint), { path, imports });
  }
  return bundles;
}

const urlPath = (js: string, file: string) =>
  "/_fresh/js/" + relative(js, file).replaceAll(sep, "/");

/** A file and what it imports at once, directly or not. */
function loadedWith(output: string, outputs: Metafile["outputs"]): string[] {
  const loaded = new Set([output]);
  for (const file of loaded) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === "import-statement") loaded.add(path);
    }
  }
  return [...loaded];
}

/** With two copies hooks and signals do nothing, and no error says why. */
function refuseTwoPreacts(metafile: Metafile): void {
  const copies = Object.keys(metafile.inputs)
    .filter((file) => /\/preact\/dist\/preact(\.module)?\.m?js$/.test(file));
  if (copies.length < 2) return;
  throw new BuildError(
    `The bundles hold Preact ${copies.length} times: ${copies.join(", ")}. ` +
      `Make every package use the version that deno.json names.`,
  );
}
