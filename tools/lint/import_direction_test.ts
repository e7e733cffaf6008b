import assert from "node:assert/strict";
import { edgeOf, isAllowed } from "./edges.ts";
import { importDirection } from "./import_direction.ts";
import { checkRule } from "./rule_table.ts";

Deno.test("importDirection() keeps to the table when files import one another", () => {
  checkRule("import-direction", importDirection, [
    ["shared/a.ts", `import { b } from "./live/b.ts";`, 0],
    ["shared/a.ts", `import { z } from "zod"; import "npm:preact";`, 0],
    ["shared/live/a.ts", `import { b } from "../../agent/b.ts";`, 1],
    ["shared/a.ts", `import { b } from "@/server/b.ts";`, 1],
    ["shared/a.ts", `import { createDefine } from "fresh";`, 1],
    ["agent/icmp/a.ts", `import { b } from "../libc/b.ts"; import "@/shared/c.ts";`, 0],
    ["agent/a.ts", `import { b } from "../server/syslog/b.ts";`, 1],
    ["agent/a.ts", `import config from "../deno.json" with { type: "json" };`, 0],
    ["islands/a.tsx", `import { b } from "@/components/b.tsx"; import "fresh/runtime";`, 0],
    ["islands/a.tsx", `import { b } from "@/server/define.ts";`, 1],
    ["islands/a.tsx", `import { page } from "fresh";`, 1],
    ["islands/a.tsx", `import { b } from "node:path";`, 1],
    ["islands/a.tsx", `import { b } from "@/agent/b.ts";`, 1],
    ["components/a.tsx", `import { b } from "@/islands/b.tsx";`, 1],
    ["components/a.tsx", `import { b } from "@/routes/b.tsx";`, 1],
    ["routes/a.tsx", `import { define } from "@/server/define.ts"; import "fresh";`, 0],
    ["routes/(x)/[id].tsx", `import B from "../../islands/b.tsx";`, 0],
    ["routes/a.tsx", `import { b } from "@/server/store/b.ts";`, 1],
    ["routes/a.tsx", `import { b } from "@/server/server.ts";`, 1],
    ["routes/a.tsx", `import { b } from "@/server/domain/b.ts";`, 1],
    ["routes/a.tsx", `import { b } from "@/server/definer.ts";`, 1],
    ["server/define.ts", `import { b } from "@/shared/b.ts"; import "fresh";`, 0],
    ["server/define.ts", `import type { b } from "@/server/store/b.ts";`, 1],
    ["server/define.ts", `import type { b } from "./domain/b.ts";`, 0],
    ["server/domain/a.ts", `import type { b } from "@/shared/b.ts"; import "./c.ts";`, 0],
    ["server/domain/a.ts", `import type { b } from "../store/b.ts";`, 1],
    ["server/domain/a.ts", `import "node:fs";`, 1],
    ["server/results/a.ts", `import type { R } from "../domain/r.ts"; import "./b.ts";`, 0],
    ["server/results/a.ts", `import type { R } from "../define.ts";`, 1],
    ["server/results/a.ts", `import type { Db } from "../store/db.ts";`, 1],
    ["server/results/a.ts", `import { b } from "../resultsets/b.ts";`, 1],
    ["server/results/a.ts", `import { b } from "@/agent/libc/b.ts";`, 1],
    ["server/results/a.ts", `import { b } from "../server.ts";`, 1],
    ["server/results/deep/a.ts", `import { b } from "../b.ts";`, 0],
    ["server/syslog/a.ts", `import { b } from "@/agent/libc/udp_buffer.ts";`, 0],
    ["server/syslog/a.ts", `import { b } from "@/agent/icmp/b.ts";`, 1],
    ["server/syslog/a.ts", `import { b } from "@/server/store/b.ts";`, 1],
    ["server/server.ts", `import "./store/b.ts"; import "@/agent/worker.ts"; import "node:fs";`, 0],
    ["server/main.ts", `const b = await import("../_fresh/server.js");`, 0],
    ["server/main.ts", `import { b } from "@/agent/icmp/b.ts";`, 1],
    ["server/web.ts", `import { b } from "../routes/b.tsx";`, 1],
    ["server/admin/a.ts", `import { b } from "../store/b.ts"; import "../auth/c.ts";`, 0],
    ["server/admin/a.ts", `import { b } from "@/agent/run.ts";`, 1],
    ["server/api/a.ts", `import { b } from "../define.ts"; import "fresh";`, 0],
    ["server/api/a.ts", `import { b } from "../results/b.ts";`, 1],
    ["server/fresh/a.ts", `import { b } from "./b.ts"; import "node:path"; import "fresh";`, 0],
    ["server/fresh/a.ts", `import { b } from "@/shared/b.ts";`, 1],
    ["server/fresh/a.ts", `import { b } from "../define.ts";`, 1],
    ["stray.ts", `import { b } from "./shared/b.ts";`, 1],
    ["shared/a.ts", `import { b } from "../../elsewhere/b.ts";`, 1],
  ]);
});

Deno.test("importDirection() finds every way to import when the edge is forbidden", () => {
  checkRule("import-direction", importDirection, [
    ["shared/a.ts", `import "@/server/b.ts";`, 1],
    ["shared/a.ts", `import type { B } from "@/server/b.ts";`, 1],
    ["shared/a.ts", `import { type B } from "@/server/b.ts";`, 1],
    ["shared/a.ts", `export { b } from "@/server/b.ts";`, 1],
    ["shared/a.ts", `export type { B } from "@/server/b.ts";`, 1],
    ["shared/a.ts", `export * from "@/server/b.ts";`, 1],
    ["shared/a.ts", `export * as b from "@/server/b.ts";`, 1],
    ["shared/a.ts", `export const b = () => import("@/server/b.ts");`, 1],
    ["shared/a.ts", "export const b = () => import(`../server/b.ts`);", 1],
    ["shared/a.ts", `export type B = import("@/server/b.ts").B;`, 1],
    ["shared/a.ts", `export const b = "@/server/b.ts"; export { b as c };`, 0],
  ]);
});

Deno.test("importDirection() is silent when the file is a test, a bench or a tool", () => {
  const source = `import { b } from "@/server/b.ts";`;
  checkRule("import-direction", importDirection, [
    ["shared/a_test.ts", source, 0],
    ["islands/a_test.tsx", source, 0],
    ["bench/a.ts", source, 0],
    ["tests/a.ts", source, 0],
    ["tools/a.ts", source, 0],
    ["shared/a_tests.ts", source, 1],
  ]);
});

Deno.test("isAllowed() binds the star to the file's own folder when the row has one", () => {
  const edge = edgeOf("server/live/hub.ts");
  assert.ok(edge);
  assert.equal(isAllowed(edge, "server/live/hub.ts", "server/live/topic.ts"), true);
  assert.equal(isAllowed(edge, "server/live/hub.ts", "server/lively/topic.ts"), false);
  assert.equal(edgeOf("static/app.js"), null);
});
