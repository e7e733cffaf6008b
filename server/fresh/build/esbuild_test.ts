import assert from "node:assert/strict";
import { readable } from "./esbuild.ts";

Deno.test("readable() keeps what the author needs and drops advice for other set-ups", () => {
  const stderr = `✘ [ERROR] Could not resolve "fresh"

    islands/A.tsx:1:21:
      1 │ import { page } from "fresh";
        ╵                      ~~~~~~~

  You can mark the path "fresh" as external to exclude it from the bundle.

✘ [ERROR] Could not resolve "node:fs"

    islands/A.tsx:2:7:
      2 │ import "node:fs";
        ╵        ~~~~~~~~~

  The package "node:fs" wasn't found on the file system but is built into node.

2 errors
`;
  assert.equal(
    readable(stderr),
    `✘ [ERROR] Islands run in the browser: import "fresh/runtime", not "fresh"

    islands/A.tsx:1:21:
      1 │ import { page } from "fresh";
        ╵                      ~~~~~~~

✘ [ERROR] Could not resolve "node:fs"

    islands/A.tsx:2:7:
      2 │ import "node:fs";
        ╵        ~~~~~~~~~`,
  );
});
