import assert from "node:assert/strict";
import { type CodeSources, findRemoteSpecifiers } from "./remote_specifiers.ts";

Deno.test("findRemoteSpecifiers() names each entry when it leaves npm and the project", () => {
  const table: [CodeSources, string[]][] = [
    [{}, []],
    [{ imports: { "@/": "./", zod: "npm:zod@^4", fs: "node:fs", up: "../up.ts" } }, []],
    [{ imports: { fresh: "jsr:@fresh/core@^2", zod: "npm:zod" } }, [`"fresh" in imports`]],
    [{ imports: { a: "https://example.com/a.ts" } }, [`"a" in imports`]],
    [{ imports: { a: "HTTP://example.com/a.ts" } }, [`"a" in imports`]],
    [{ scopes: { "./x/": { b: "jsr:@b/b" } } }, [`"b" in ./x/`]],
  ];
  for (const [config, expected] of table) {
    const found = findRemoteSpecifiers(config);
    assert.equal(found.length, expected.length, JSON.stringify(config));
    found.forEach((one, index) => assert.ok(one.includes(expected[index]), one));
  }
});
