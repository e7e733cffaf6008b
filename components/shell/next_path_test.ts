import assert from "node:assert/strict";
import fc from "fast-check";
import { nextPath, ownPath } from "./next_path.ts";

const cases: [string | null, string][] = [
  [null, "/"],
  ["", "/"],
  ["/traffic?kind=http", "/traffic?kind=http"],
  ["/mesh/agent_1/target_2", "/mesh/agent_1/target_2"],
  ["/login", "/"],
  ["/login?next=/", "/"],
  ["/loginner", "/loginner"],
  ["https://evil.example/", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["/.//evil.example", "/"],
  ["/..//evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["traffic", "/"],
];
for (const [next, path] of cases) {
  Deno.test(`nextPath() goes to ${path} for ${JSON.stringify(next)}`, () => {
    assert.equal(nextPath(next), path);
  });
}

Deno.test("nextPath() never leaves the site", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "@",
    ":",
    "evil.example",
    "\t",
    "?",
    "#",
    "a",
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
    const path = nextPath("/" + pieces.join(""));
    assert.equal(new URL(path, "https://mesh.example").origin, "https://mesh.example");
    assert.ok(path.startsWith("/"));
  }));
});

Deno.test("ownPath() keeps every page of this site, and nothing else", () => {
  assert.equal(ownPath("/login?next=%2Ftraffic"), "/login?next=%2Ftraffic");
  for (const other of [null, "", "//evil.example", "/.//evil.example", "https://evil.example/"]) {
    assert.equal(ownPath(other), null);
  }
});
