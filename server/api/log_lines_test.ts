import assert from "node:assert/strict";
import { logLines, sourceName } from "./log_lines.ts";

const bodies: [string, string | null, string[]][] = [
  ["a\nb\r\n\nc", null, ["a", "b", "c"]],
  ['["a\\nb", {"x":1}, 7]', "application/json", ["a\nb", '{"x":1}', "7"]],
  ['{"x":1}\n{"x":2}\n', "application/json; charset=utf-8", ['{"x":1}', '{"x":2}']],
  ['["not json"', "text/plain", ['["not json"']],
];

for (const [body, type, lines] of bodies) {
  Deno.test(`logLines() gives ${lines.length} lines when the body is ${JSON.stringify(body)}`, () => {
    assert.deepEqual(logLines(body, type), lines);
  });
}

Deno.test("logLines() refuses no line, too many lines and a broken array", () => {
  assert.throws(() => logLines("\n\n", null), /no line/);
  assert.throws(() => logLines("a\n".repeat(10_001), null), /at most 10000 lines/);
  assert.throws(() => logLines("[1,", "application/json"), /not JSON/);
});

Deno.test("sourceName() refuses what could pass for an address or a path", () => {
  assert.equal(sourceName("backup-job.1"), "backup-job.1");
  for (const name of ["", "192.0.2.1", "::1", "a/b", "a b", "-a", "a".repeat(64)]) {
    assert.throws(() => sourceName(name), /the name of a source/);
  }
});
