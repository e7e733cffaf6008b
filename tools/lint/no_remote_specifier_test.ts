import { noRemoteSpecifier } from "./no_remote_specifier.ts";
import { checkRule } from "./rule_table.ts";

Deno.test("noRemoteSpecifier() finds remote code when any file imports it", () => {
  checkRule("no-remote-specifier", noRemoteSpecifier, [
    ["server/a.ts", `import { a } from "jsr:@a/b";`, 1],
    ["server/a.ts", `import { a } from "https://example.com/a.ts";`, 1],
    ["server/a.ts", `import { a } from "HTTP://example.com/a.ts";`, 1],
    ["server/a.ts", `export * from "https://example.com/a.ts";`, 1],
    ["server/a.ts", `await import("jsr:@a/b");`, 1],
    ["server/a.ts", `type A = import("jsr:@a/b").A;`, 1],
    ["server/a.ts", `await import("data:text/javascript,1");`, 1],
    ["tests/a.ts", `import { a } from "jsr:@a/b";`, 1],
    ["shared/a_test.ts", `import { a } from "jsr:@a/b";`, 1],
    ["server/a.ts", `import { a } from "zod"; import "node:fs"; import "./jsr.ts";`, 0],
    ["server/a.ts", `const url = "https://example.com/";`, 0],
  ]);
});
