import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { listSourceFiles } from "./source_files.ts";

Deno.test("listSourceFiles() leaves out generated and hidden folders when it walks", async () => {
  const root = await Deno.makeTempDir();
  try {
    for (const folder of ["a/data", "a/(b)/[c] d%", ".git", "node_modules/x", "_fresh"]) {
      await Deno.mkdir(`${root}/${folder}`, { recursive: true });
      await Deno.writeTextFile(`${root}/${folder}/f.ts`, "");
    }
    await Deno.writeTextFile(`${root}/z.md`, "");
    assert.deepEqual(listSourceFiles(pathToFileURL(`${root}/`)), [
      "a/(b)/[c] d%/f.ts",
      "a/data/f.ts",
      "z.md",
    ]);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
