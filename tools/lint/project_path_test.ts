import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { isExempt, projectPath, resolveTarget } from "./project_path.ts";

Deno.test("projectPath() gives the path below the root when the file is in the project", () => {
  const here = fileURLToPath(import.meta.url);
  assert.equal(projectPath(here), "tools/lint/project_path_test.ts");
  const route = fileURLToPath(new URL("../../routes/(a)/[id].tsx", import.meta.url));
  assert.equal(projectPath(route), "routes/(a)/[id].tsx");
  assert.equal(projectPath("/elsewhere/a.ts"), null);
});

Deno.test("resolveTarget() follows relative paths and the import map when both are used", () => {
  const table: [string, string, unknown][] = [
    ["./b.ts", "shared/live/a.ts", { kind: "file", path: "shared/live/b.ts" }],
    ["../b.ts", "shared/live/a.ts", { kind: "file", path: "shared/b.ts" }],
    ["@/agent/b.ts", "shared/a.ts", { kind: "file", path: "agent/b.ts" }],
    ["@/agent/../server/b.ts", "agent/a.ts", { kind: "file", path: "server/b.ts" }],
    ["fresh/runtime", "islands/a.tsx", { kind: "file", path: "server/fresh/runtime.ts" }],
    ["../../b.ts", "shared/a.ts", { kind: "outside" }],
    ["/etc/b.ts", "shared/a.ts", { kind: "outside" }],
    ["node:fs", "agent/a.ts", { kind: "builtin", path: "node:fs" }],
    ["zod", "agent/a.ts", { kind: "package" }],
    ["freshness", "agent/a.ts", { kind: "package" }],
  ];
  for (const [specifier, path, expected] of table) {
    assert.deepEqual(resolveTarget(specifier, path), expected, `${specifier} from ${path}`);
  }
});

Deno.test("isExempt() is true when the file is a test, a bench or a tool", () => {
  for (
    const path of [
      "a/b_test.ts",
      "a/b_test.tsx",
      "bench/a.ts",
      "tests/a.ts",
      "tools/a.ts",
      "a/testing/b.ts",
    ]
  ) {
    assert.equal(isExempt(path), true, path);
  }
  for (const path of ["a/test.ts", "benches/a.ts", "server/tests/a.ts"]) {
    assert.equal(isExempt(path), false, path);
  }
});
