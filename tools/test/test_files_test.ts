import assert from "node:assert/strict";
import { chooseTestFiles } from "./test_files.ts";

const files = [
  "agent/run.ts",
  "agent/run_test.ts",
  "islands/matrix_test.tsx",
  "server/live/hub_test.ts",
  "server/lively_test.ts",
  "tests/matrix_page_test.ts",
  "tests/matrix_test.ts",
  "tests/namespace.ts",
  "tests/people_pages_test.ts",
  "tools/test.ts",
];
const page = ["tests/matrix_page_test.ts", "tests/people_pages_test.ts"];
const unit = files.filter((path) => path.includes("_test") && !path.startsWith("tests/"));

Deno.test("chooseTestFiles() takes files and folders when filters name them", () => {
  const table: [string[], string[], string[], string[], string[]][] = [
    [[], unit, page, ["tests/matrix_test.ts"], []],
    [["."], unit, page, ["tests/matrix_test.ts"], []],
    [["server/live"], ["server/live/hub_test.ts"], [], [], []],
    [["./server/live/"], ["server/live/hub_test.ts"], [], [], []],
    [["agent/run_test.ts", "tests"], ["agent/run_test.ts"], page, ["tests/matrix_test.ts"], []],
    [["tests/matrix_page_test.ts"], [], [page[0]], [], []],
    [["agent/run.ts", "nowhere"], [], [], [], ["agent/run.ts", "nowhere"]],
  ];
  for (const [filters, expectedUnit, pages, endToEnd, unmatched] of table) {
    const expected = { unit: expectedUnit, pages, endToEnd, unmatched };
    assert.deepEqual(chooseTestFiles(files, filters), expected, filters.join(" "));
  }
});
