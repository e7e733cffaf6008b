import assert from "node:assert/strict";
import { countJunit, countRun } from "./junit.ts";

const report = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test" tests="6" failures="1" errors="1" time="0.108">
    <testsuite name="./a_test.ts" tests="4" disabled="1" errors="0" failures="1">
        <testcase name="a &lt;testcase&gt;" classname="./a_test.ts" time="0.000" line="1" col="6">
        </testcase>
        <testcase name="b" classname="./a_test.ts" time="0.001" line="2" col="6">
            <failure message="&lt;failure&gt;">Error: &lt;testcase name=&apos;x&apos;&gt;
    at file:///a_test.ts:2:32</failure>
        </testcase>
        <testcase name="c" classname="./a_test.ts" time="0.000" line="3" col="6">
            <skipped/>
        </testcase>
        <testcase name="a &gt; step" classname="./a_test.ts" time="0.000" line="4" col="6"/>
    </testsuite>
    <testsuite name="./b/(c &amp; d)_test.ts" tests="1" disabled="0" errors="1" failures="0">
        <testcase name="d" classname="./b/c_test.ts" time="0.000" line="1" col="6">
            <error message="Cancelled"/>
        </testcase>
    </testsuite>
    <testsuite name="./empty_test.ts" tests="0" disabled="0" errors="0" failures="0">
    </testsuite>
</testsuites>`;

Deno.test("countJunit() counts by module when tests pass, fail, are cancelled or skipped", () => {
  assert.deepEqual([...countJunit(report)], [
    ["a_test.ts", { passed: 2, failed: 2 }],
    ["b/(c & d)_test.ts", { passed: 0, failed: 1 }],
    ["empty_test.ts", { passed: 0, failed: 0 }],
  ]);
  assert.deepEqual([...countJunit("")], []);
});

Deno.test("countRun() counts a failure when a module or the whole run went wrong", () => {
  const good = `<testsuite name="./g_test.ts"><testcase name="g"></testcase></testsuite>`;
  const table: [string[], string, number, ReturnType<typeof countRun>][] = [
    [["g_test.ts"], good, 0, { passed: 1, failed: 0 }],
    [["g_test.ts"], good, 1, { passed: 1, failed: 1 }],
    [["g_test.ts", "missing_test.ts"], good, 0, { passed: 1, failed: 1 }],
    [["empty_test.ts"], report, 0, { passed: 0, failed: 1 }],
    [["a_test.ts", "b/(c & d)_test.ts"], report, 1, { passed: 2, failed: 3 }],
    [["g_test.ts"], "", 0, { passed: 0, failed: 1 }],
    [["g_test.ts", "h_test.ts"], "", 1, { passed: 0, failed: 2 }],
    [[], "", 0, { passed: 0, failed: 0 }],
  ];
  for (const [modules, xml, exitCode, expected] of table) {
    assert.deepEqual(countRun(modules, xml, exitCode), expected, `${modules} ${exitCode}`);
  }
});
