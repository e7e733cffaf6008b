import assert from "node:assert/strict";
import { chooseTestFiles } from "./test_files.ts";

const files = [
  "agent/run.ts",
  "agent/run_test.ts",
  "islands/matrix_test.tsx",
  "server/live/hub_test.ts",
  "server/lively_test.ts",
  "tests/alone/matrix_test.ts",
  "tests/aloneness_test.ts",
  "tests/matrix_page_test.ts",
  "tests/namespace.ts",
  "tests/people_pages_test.ts",
  "tools/test.ts",
];
const together = [
  "tests/aloneness_test.ts",
  "tests/matrix_page_test.ts",
  "tests/people_pages_test.ts",
];
const unit = files.filter((path) => path.includes("_test") && !path.startsWith("tests/"));

Deno.test("chooseTestFiles() takes files and folders when filters name them", () => {
  const table: [string[], string[], string[], string[], string[]][] = [
    [[], unit, together, ["tests/alone/matrix_test.ts"], []],
    [["."], unit, together, ["tests/alone/matrix_test.ts"], []],
    [["server/live"], ["server/live/hub_test.ts"], [], [], []],
    [["./server/live/"], ["server/live/hub_test.ts"], [], [], []],
    [["agent/run_test.ts", "tests"], ["agent/run_test.ts"], together, [
      "tests/alone/matrix_test.ts",
    ], []],
    [["tests/matrix_page_test.ts"], [], [together[1]], [], []],
    [["agent/run.ts", "nowhere"], [], [], [], ["agent/run.ts", "nowhere"]],
  ];
  for (const [filters, expectedUnit, endToEnd, alone, unmatched] of table) {
    const expected = { unit: expectedUnit, endToEnd, alone, unmatched };
    assert.deepEqual(chooseTestFiles(files, filters), expected, filters.join(" "));
  }
});
