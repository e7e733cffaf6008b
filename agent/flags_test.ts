import assert from "node:assert/strict";
import { FlagError, readFlags } from "./flags.ts";

const none = () => undefined;

Deno.test("readFlags() has defaults, and a flag wins over the environment", () => {
  assert.deepEqual(readFlags([], none), {
    token: null,
    server: null,
    stateDir: "./agent-state",
    name: null,
    logFormat: "text",
    once: null,
  });
  const env = (name: string) => ({ MESHPING_AGENT_STATE: "/a", MESHPING_AGENT_NAME: "b" })[name];
  const flags = readFlags(["--state", "/c"], env)!;
  assert.deepEqual([flags.stateDir, flags.name], ["/c", "b"]);
});

Deno.test("readFlags() gives null for --help", () => {
  assert.equal(readFlags(["--help"], none), null);
});

Deno.test("readFlags() takes addresses after --once only", () => {
  assert.deepEqual(readFlags(["--once"], none)!.once, []);
  assert.deepEqual(readFlags(["--once", "::1", "tcp://a:1"], none)!.once, ["::1", "tcp://a:1"]);
});

const bad: [string[], RegExp][] = [
  [["--tokn", "x"], /Unknown option '--tokn'.*--help/],
  [["stray"], /stray/],
  [["--token"], /--token/],
  [["--server", "mesh.example.net"], /--server takes a URL/],
  [["--log-format", "xml"], /--log-format takes text or json, not xml/],
];
for (const [args, message] of bad) {
  Deno.test(`readFlags() refuses ${args.join(" ")}`, () => {
    assert.throws(
      () => readFlags(args, none),
      (e) => e instanceof FlagError && message.test(e.message),
    );
  });
}
