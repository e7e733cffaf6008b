import { join } from "node:path";

/** How a file's variants are stored: folder of the build, by content coding. */
export const CODINGS = ["br", "gzip"] as const;

/** A content coding (RFC 9110, section 8.4.1) that the build makes variants in. */
export type Coding = typeof CODINGS[number];

/** What the build knows of a file it serves. */
export interface BuiltFile {
  /** The Content-Type header. */
  type: string;
  /** Hash of the content, used as a weak entity tag. */
  etag: string;
  /** Size in bytes, and of each variant that is smaller. */
  size: number;
  variants: Partial<Record<Coding, number>>;
  /** The name holds a hash of the content. */
  immutable?: boolean;
}

/** Files up to this size are kept in memory after the first request. */
const KEEP_MAX_BYTES = 1 << 20;

/**
 * The files of one build. Only what the build listed is served, by exact name,
 * so no path can lead out of the folder. What is kept in memory is bounded by
 * what the build wrote, and a rebuild does not disturb a running server.
 */
export class BuiltFiles {
  #dir: string;
  #entries: ReadonlyMap<string, BuiltFile>;
  #kept = new Map<string, Uint8Array<ArrayBuffer>>();

  /** `dir` is the build's folder; entries are by decoded URL path, `/styles.css`. */
  constructor(dir: string, entries: Iterable<readonly [string, BuiltFile]>) {
    this.#dir = dir;
    this.#entries = new Map(entries);
  }

  get(path: string): BuiltFile | undefined {
    return this.#entries.get(path);
  }

  /** Content of a listed file, or of its variant; null when it is not there. */
  async read(path: string, coding: Coding | null): Promise<BodyInit | null> {
    const entry = this.#entries.get(path);
    if (!entry) return null;
    try {
      return await this.#load(entry, path, coding);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    }
  }

  async #load(entry: BuiltFile, path: string, coding: Coding | null): Promise<BodyInit> {
    const file = join(this.#dir, coding ?? "static", path);
    const kept = this.#kept.get(file);
    if (kept) return kept;
    if (entry.size > KEEP_MAX_BYTES) return (await Deno.open(file)).readable;
    const bytes = await Deno.readFile(file);
    this.#kept.set(file, bytes);
    return bytes;
  }
}
