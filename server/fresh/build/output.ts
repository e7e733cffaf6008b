import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BuiltFile, CODINGS } from "../built_files.ts";
import { contentTypeOf, hashOf, variantsOf } from "./content.ts";
import { listFiles } from "./crawl.ts";
import { SERVER_FOLDER } from "./server_entry.ts";

/**
 * The build's folder. What is served lies in `static/`, compressed variants in
 * `br/` and `gzip/`. Files are replaced whole and stale ones go last, so that
 * a build that breaks off leaves the one before it working.
 */
export class OutputFolder {
  #dir: string;
  #written = new Set<string>();
  /** What was added, by URL path. */
  readonly files: [string, BuiltFile][] = [];

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** Adds a file that will be served. `immutable`: its name holds a hash of it. */
  addServed(path: string, bytes: Uint8Array, immutable: boolean): void {
    const type = contentTypeOf(path);
    const entry: BuiltFile = {
      type,
      etag: hashOf(bytes),
      size: bytes.byteLength,
      variants: {},
      ...(immutable ? { immutable } : {}),
    };
    this.#put(join("static", path), bytes);
    for (const [coding, variant] of variantsOf(type, bytes)) {
      this.#put(join(coding, path), variant);
      entry.variants[coding] = variant.byteLength;
    }
    this.files.push([path, entry]);
  }

  /** Writes a file that is not served. */
  write(name: string, text: string): void {
    this.#put(name, new TextEncoder().encode(text));
  }

  #put(name: string, bytes: Uint8Array): void {
    const file = join(this.#dir, name);
    mkdirSync(dirname(file), { recursive: true });
    const unfinished = `${file}.${crypto.randomUUID()}.tmp`;
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, file);
    this.#written.add(file);
  }

  /** Removes what earlier builds left. */
  prune(): void {
    for (const folder of ["static", ...CODINGS, SERVER_FOLDER]) {
      for (const file of listFiles(join(this.#dir, folder))) {
        if (!this.#written.has(file) && existsSync(file)) rmSync(file, { force: true });
      }
    }
  }
}
