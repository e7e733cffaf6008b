import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { BuildError } from "./build_error.ts";
import { bundleIslands, type Bundles } from "./island_bundles.ts";
import { hashOf } from "./content.ts";
import { type Crawl, crawl } from "./crawl.ts";
import { OutputFolder } from "./output.ts";
import { bundleServer } from "./server_bundle.ts";
import { SERVER_FOLDER, serverEntryText, serverText } from "./server_entry.ts";

/** Where things are. Relative paths start at `root`, `root` at the working folder. */
export interface BuildOptions {
  root?: string;
  outDir?: string;
  staticDir?: string;
  islandDir?: string;
  routeDir?: string;
  /** The module that exports `app`. */
  serverEntry?: string;
  /**
   * The module that starts the server, if that is another one: what it imports
   * is not bundled with the pages, but shared with them.
   */
  program?: string;
  /** Oldest browsers to support, as esbuild writes them. */
  target?: string | string[];
}

/** Builds an application: bundles for the browser, and one for the server. */
export class Builder {
  #paths: Required<Omit<BuildOptions, "target" | "program">>;
  #program: string | null;
  #target: string | string[];

  constructor(options: BuildOptions = {}) {
    const root = resolve(options.root ?? ".");
    this.#paths = {
      root,
      outDir: resolve(root, options.outDir ?? "_fresh"),
      staticDir: resolve(root, options.staticDir ?? "static"),
      islandDir: resolve(root, options.islandDir ?? "islands"),
      routeDir: resolve(root, options.routeDir ?? "routes"),
      serverEntry: resolve(root, options.serverEntry ?? "main.ts"),
    };
    this.#program = options.program ? resolve(root, options.program) : null;
    this.#target = options.target ?? ["chrome99", "firefox99", "safari15"];
  }

  /**
   * Writes the build into `outDir`; `server.js` there exports `{ fetch }`.
   *
   * @throws {BuildError} when the project is at fault; the message says where.
   */
  async build(): Promise<void> {
    const { root, outDir, staticDir, islandDir, routeDir, serverEntry } = this.#paths;
    if (!existsSync(serverEntry)) {
      throw new BuildError(`${serverEntry} is missing: it must export the application as "app".`);
    }
    const found = crawl({ routes: routeDir, islands: islandDir, statics: staticDir });
    const statics = readStatics(found);
    const buildId = hashOf(...statics.flatMap(({ path, bytes }) => [path, bytes]));
    const bundles = await this.#bundle(found.islands, buildId);
    const output = new OutputFolder(outDir);
    for (const { path, bytes } of statics) output.addServed(path, bytes, false);
    for (const { path, contents } of bundles?.outputs ?? []) output.addServed(path, contents, true);
    const entryText = serverEntryText({
      outDir,
      root,
      serverEntry,
      buildId,
      boot: bundles?.boot ?? null,
      files: output.files,
      routes: found.routes,
      islands: found.islands.map((file) => ({ file, bundle: bundles!.islands.get(file)! })),
    });
    const pages = await bundleServer({ root, outDir, entryText, program: this.#program });
    for (const { name, contents } of pages.outputs) {
      output.write(`${SERVER_FOLDER}/${name}`, contents);
    }
    output.write("server.js", serverText(pages.entry));
    output.prune();
  }

  async #bundle(islands: string[], buildId: string): Promise<Bundles | null> {
    if (islands.length === 0) return null;
    const { root, outDir } = this.#paths;
    return await bundleIslands({ root, outDir, islands, buildId, target: this.#target });
  }
}

function readStatics({ statics }: Crawl): { path: string; bytes: Uint8Array }[] {
  return statics.map(({ file, path }) => {
    if (path.startsWith("/_fresh/")) {
      throw new BuildError(
        `${file}: /_fresh/ is where the islands' bundles are; rename the folder.`,
      );
    }
    return { path, bytes: new Uint8Array(readFileSync(file)) };
  });
}
