import { fileURLToPath } from "node:url";
import { changedSince, readFingerprints } from "@/tools/build_inputs.ts";
import { ROOT } from "./child.ts";

let checked = false;

/**
 * Looks once whether `_fresh/` is made from the files as they are now: otherwise a test would look
 * at pages that are gone.
 *
 * @throws {Error} that names a file which has changed
 */
export function checkBuiltPages(): void {
  if (checked) return;
  const changed = changedSince(
    fileURLToPath(new URL("_fresh/inputs.json", ROOT)),
    readFingerprints(fileURLToPath(ROOT)),
  );
  if (changed !== null) throw new Error(`${changed} is newer than the pages: deno task build`);
  checked = true;
}
