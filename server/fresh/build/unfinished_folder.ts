import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A folder for what is not ready to be used, removed on dispose with everything in it. */
export class UnfinishedFolder implements Disposable {
  /** Absolute. */
  readonly path: string;

  /** @param parent where the folder is made; made too when it is not there */
  constructor(parent: string) {
    this.path = join(parent, `unfinished-${crypto.randomUUID()}`);
    mkdirSync(this.path, { recursive: true });
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
