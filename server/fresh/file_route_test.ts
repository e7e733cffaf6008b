import assert from "node:assert/strict";
import { compareRouteFiles, fileToPattern, isSpecialFile } from "./file_route.ts";

Deno.test("fileToPattern() turns a file's path into a URLPattern path", () => {
  const table: [id: string, pattern: string][] = [
    ["index", "/"],
    ["about", "/about"],
    ["admin/index", "/admin"],
    ["(site)/index", "/"],
    ["(site)/about", "/about"],
    ["admin/(tools)/users/[id]", "/admin/users/:id"],
    ["mesh/[agent]/[target]", "/mesh/:agent/:target"],
    ["file/[name].json", "/file/:name.json"],
    ["[a]-[b]", "/:a-:b"],
    ["docs/[[version]]", "/docs{/:version}?"],
    ["old/[...path]", "/old/:path*"],
    ["[...path]", "/:path*"],
  ];
  for (const [id, pattern] of table) {
    assert.equal(fileToPattern(id), pattern, id);
    new URLPattern({ pathname: pattern });
  }
});

Deno.test("fileToPattern() makes an optional first segment match the root", () => {
  const pattern = new URLPattern({ pathname: fileToPattern("[[lang]]/index") });
  assert.ok(pattern.test({ pathname: "/" }));
});

Deno.test("fileToPattern() throws when brackets are not a parameter", () => {
  for (const id of ["[a][b]", "a[", "[]", "[1x]", "x-[[a]]", "[...a]b", "[a-b]"]) {
    assert.throws(() => fileToPattern(id), SyntaxError, id);
  }
});

Deno.test("isSpecialFile() tells files that shape a folder from routes", () => {
  for (const id of ["_app", "admin/_middleware", "(site)/_layout", "_404", "a/_error"]) {
    assert.equal(isSpecialFile(id), true, id);
  }
  for (const id of ["index", "admin/app", "_apple", "_app/index"]) {
    assert.equal(isSpecialFile(id), false, id);
  }
});

Deno.test("compareRouteFiles() puts special files first and the specific before the general", () => {
  const sorted = [
    "_app",
    "_middleware",
    "admin/_middleware",
    "admin/users/_layout",
    "admin/users/new",
    "admin/users/[id]",
    "admin/[...rest]",
    "[[lang]]/about",
    "[...rest]",
  ];
  assert.deepEqual(sorted.toReversed().sort(compareRouteFiles), sorted);
  assert.deepEqual([...sorted].sort(compareRouteFiles), sorted);
});
