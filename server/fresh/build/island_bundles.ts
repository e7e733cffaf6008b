import { readFileSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import type { Metafile } from "esbuild";
import { BuildError } from "./build_error.ts";
import { listFiles } from "./crawl.ts";
import { runEsbuild } from "./esbuild.ts";
import { islandAliases } from "./import_map.ts";
import { UnfinishedFolder } from "./unfinished_folder.ts";

/** Bundles for the browser. */
export interface Bundles {
  /** URL path of the script that hydrates islands. */
  boot: string;
  /** URL path of each island's bundle, by the island's file. */
  chunks: Map<string, string>;
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

const CLIENT = resolve(import.meta.dirname!, "../client.ts");

/**
 * Bundles the islands and the script that hydrates them. What islands share
 * and what they `import()` become chunks of their own.
 *
 * @throws {BuildError} with esbuild's messages when an island does not compile.
 */
export async function bundleIslands(options: BundleOptions): Promise<Bundles> {
  using unfinished = new UnfinishedFolder(options.outDir);
  const metafile = join(unfinished.path, "meta.json");
  const js = join(unfinished.path, "js");
  await runEsbuild(options.root, [
    ...settings(options),
    `--metafile=${metafile}`,
    `--outdir=${js}`,
  ]);
  return readResult(JSON.parse(readFileSync(metafile, "utf8")), js, options.root);
}

function settings({ root, islands, buildId, target }: BundleOptions): string[] {
  const aliases = Object.entries(islandAliases(root));
  return [
    `boot=${CLIENT}`,
    ...islands.map((file, i) => `${basename(file).replace(/\.[jt]sx?$/, "")}-${i}=${file}`),
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
    "--minify",
    "--platform=browser",
    "--splitting",
    `--target=${[target].flat().join(",")}`,
  ];
}

function readResult(metafile: Metafile, js: string, root: string): Bundles {
  refuseTwoPreacts(metafile);
  const urlPath = (file: string) => "/_fresh/js/" + relative(js, file).replaceAll(sep, "/");
  const chunks = new Map<string, string>();
  for (const [output, { entryPoint }] of Object.entries(metafile.outputs)) {
    if (entryPoint) chunks.set(resolve(root, entryPoint), urlPath(resolve(root, output)));
  }
  const outputs = listFiles(js)
    .map((file) => ({ path: urlPath(file), contents: new Uint8Array(readFileSync(file)) }));
  return { boot: chunks.get(CLIENT)!, chunks, outputs };
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
