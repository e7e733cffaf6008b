import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { ROOT } from "./harness/child.ts";

const CODE = new URL("_fresh/static/_fresh/js/", ROOT);

Deno.test("no page makes a browser load the schemas of the server", async () => {
  const names = [...Deno.readDirSync(CODE)].map(({ name }) => name);
  assert.ok(names.some((name) => name.startsWith("Matrix-")), "the pages are built");
  for (const name of names) {
    const code = await Deno.readTextFile(new URL(name, CODE));
    // The one library of schemas there is, by a name that a minifier keeps.
    assert.ok(!code.includes("ZodError"), `${name}: an island imports a module with a schema`);
  }
});

/** Code that a page loads before anything is touched: of these bundles, and of what they import. */
async function loadedFirst(bundles: readonly string[]): Promise<Map<string, string>> {
  const names = [...Deno.readDirSync(CODE)].map(({ name }) => name), found = new Map();
  const waiting = bundles.map((bundle) => names.find((name) => name.startsWith(`${bundle}-`))!);
  for (const name of waiting) {
    if (found.has(name)) continue;
    const code = await Deno.readTextFile(new URL(name, CODE));
    found.set(name, code);
    // `import("./x.js")` is for later: it has no `from`, and a parenthesis.
    waiting.push(...[...code.matchAll(/(?:from|import)"\.\/([^"]+)"/g)].map(([, other]) => other));
  }
  return found;
}

Deno.test("the matrix comes with 45 kB of gzipped code at most, without what only its panel needs", async () => {
  const code = await loadedFirst(["boot", "Matrix"]);
  const bytes = [...code.values()].reduce((sum, text) => sum + gzipSync(text).length, 0);
  assert.ok(
    bytes > 20_000 && bytes < 45_000 && code.size < 15,
    `${bytes} bytes in ${code.size} files`,
  );
  for (const [name, text] of code) {
    assert.ok(!text.includes("fourOctet"), `${name}: ipaddr.js is loaded at once`);
  }
});
