import { dlopenInLibc } from "./dlopen_in_libc.ts";
import { checkRule } from "./rule_table.ts";

Deno.test("dlopenInLibc() finds an opened library when it is outside agent/libc/", () => {
  const source = `Deno.dlopen("libc.so.6", {});`;
  checkRule("dlopen-in-libc", dlopenInLibc, [
    ["agent/libc/symbols.ts", source, 0],
    ["agent/icmp/socket.ts", source, 1],
    ["agent/libcurl/a.ts", source, 1],
    ["server/syslog/a.ts", source, 1],
    ["server/a.ts", `globalThis.Deno.dlopen("libc.so.6", {});`, 1],
    ["server/a.ts", `Deno["dlopen"]("libc.so.6", {});`, 1],
    ["server/a.ts", `const { dlopen } = Deno;`, 1],
    ["server/a.ts", `const { dlopen: open } = Deno;`, 1],
    ["server/a.ts", `const open = Deno.dlopen;`, 1],
    ["server/a.ts", `console.log("dlopen"); Deno.open("a");`, 0],
    ["agent/icmp/socket_test.ts", source, 0],
    ["bench/a.ts", source, 0],
  ]);
});
