import { type MmdbFile, MmdbFileError, openMmdb } from "./mmdb_file.ts";

/** What a database of the user must be of. */
export interface DatabaseUse {
  /** Must match the type that the file says it has. */
  readonly type: RegExp;
  /** For the message when it does not: `a city database (GeoLite2-City, …)`. */
  readonly wanted: string;
}

/** A database file of the user's own, read again when it changes. */
export class UserDatabase {
  readonly path: string;
  readonly #use: DatabaseUse;
  readonly #onProblem: (message: string) => void;
  /** Size and time of the file that was last tried, so that a broken one is refused once. */
  #tried = "";
  #file: MmdbFile | null = null;

  constructor(path: string, use: DatabaseUse, onProblem: (message: string) => void) {
    this.path = path;
    this.#use = use;
    this.#onProblem = onProblem;
  }

  /** The last good one, or null when there was none yet. */
  get file(): MmdbFile | null {
    return this.#file;
  }

  /**
   * Reads the file if it changed since the last time. A file that cannot be used is reported and
   * the one in use is kept. Never throws.
   *
   * @returns True when another file is in use now.
   */
  async refresh(): Promise<boolean> {
    try {
      const { size, mtime } = await Deno.stat(this.path);
      const stamp = `${size} ${mtime?.getTime()}`;
      if (stamp === this.#tried) return false;
      this.#tried = stamp;
      const file = openMmdb(await Deno.readFile(this.path), this.path);
      if (!this.#use.type.test(file.type)) {
        throw new MmdbFileError(
          `${this.path} cannot be used: it is ${file.type}, not ${this.#use.wanted}.`,
        );
      }
      this.#file = file;
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    }
  }

  #report(error: unknown): void {
    const kept = this.#file === null ? "" : " The one read before stays in use.";
    if (error instanceof MmdbFileError) {
      this.#onProblem(error.message + kept);
    } else if (this.#tried !== "unreadable") {
      this.#tried = "unreadable";
      const reason = error instanceof Error ? error.message : String(error);
      this.#onProblem(`${this.path} cannot be read: ${reason}.${kept}`);
    }
  }
}
