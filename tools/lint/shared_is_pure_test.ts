import { checkRule } from "./rule_table.ts";
import { sharedIsPure } from "./shared_is_pure.ts";

Deno.test("sharedIsPure() finds IO, clocks and chance when a shared file uses them", () => {
  checkRule("shared-is-pure", sharedIsPure, [
    ["shared/a.ts", `Deno.readTextFileSync("a");`, 1],
    ["shared/a.ts", `const { env } = Deno;`, 1],
    ["shared/a.ts", `let c: Deno.Conn;`, 1],
    ["shared/a.ts", `globalThis.Deno.exit(1);`, 1],
    ["shared/a.ts", `import { readFileSync } from "node:fs";`, 1],
    ["shared/a.ts", `export * from "node:net";`, 1],
    ["shared/a.ts", `await import("node:child_process");`, 1],
    ["shared/a.ts", `await fetch("/a");`, 1],
    ["shared/a.ts", `await globalThis.fetch("/a");`, 1],
    ["shared/a.ts", `new WebSocket("/live");`, 1],
    ["shared/a.ts", `new globalThis.WebSocket("/live");`, 1],
    ["shared/a.ts", `setTimeout(() => {}, 1);`, 1],
    ["shared/a.ts", `Date.now(); Math.random();`, 2],
    ["shared/a.ts", `new Date();`, 1],
    ["shared/a.ts", `crypto.randomUUID();`, 1],
  ]);
});

Deno.test("sharedIsPure() is silent when the file is pure or not shared", () => {
  checkRule("shared-is-pure", sharedIsPure, [
    ["shared/a.ts", `new Date(0); Math.floor(1.5); store.fetch(1); clock.now();`, 0],
    ["shared/a.ts", `export function f(setTimer: () => void) { setTimer(); }`, 0],
    ["shared/a.ts", `export interface Source { fetch(): void; WebSocket: string }`, 0],
    ["shared/a_test.ts", `Deno.test("a", () => {});`, 0],
    ["agent/a.ts", `Deno.exit(0); Date.now(); fetch("/");`, 0],
  ]);
});
