import assert from "node:assert/strict";
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
