import assert from "node:assert/strict";
import { findOtherVersions } from "./deno_version.ts";

Deno.test("findOtherVersions() names the line when a document has another version", () => {
  const table: [string, string[]][] = [
    ["Run `npx -y deno@2.9.6 task server`.", []],
    ["Run npx -y deno@2.9.6.", []],
    ["npx -y deno@VERSION task test", []],
    ["a\nnpx -y deno@2.9.5 x, npx deno@2.9.60", ["README.md:2", "README.md:2"]],
    ["npx deno@2.9.6-rc.1", ["README.md:1"]],
  ];
  for (const [markdown, expected] of table) {
    const found = findOtherVersions("README.md", markdown, "2.9.6");
    assert.deepEqual(found.map((one) => one.split(": ")[0]), expected, markdown);
  }
});
