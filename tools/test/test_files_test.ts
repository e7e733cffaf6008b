import assert from "node:assert/strict";
import { chooseTestFiles, type TestFiles } from "./test_files.ts";

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
  "tests/waiting/moved_test.ts",
  "tools/test.ts",
];
const endToEnd = [
  "tests/aloneness_test.ts",
  "tests/matrix_page_test.ts",
  "tests/people_pages_test.ts",
];
const unit = files.filter((path) => path.includes("_test") && !path.startsWith("tests/"));

const alone = ["tests/alone/matrix_test.ts"], waiting = ["tests/waiting/moved_test.ts"];

Deno.test("chooseTestFiles() takes files and folders when filters name them", () => {
  const none = { unit: [], endToEnd: [], waiting: [], alone: [], unmatched: [] };
  const table: [filters: string[], chosen: Partial<TestFiles>][] = [
    [[], { unit, endToEnd, waiting, alone }],
    [["."], { unit, endToEnd, waiting, alone }],
    [["server/live"], { unit: ["server/live/hub_test.ts"] }],
    [["./server/live/"], { unit: ["server/live/hub_test.ts"] }],
    [["agent/run_test.ts", "tests"], { unit: ["agent/run_test.ts"], endToEnd, waiting, alone }],
    [["tests/waiting"], { waiting }],
    [["tests/matrix_page_test.ts"], { endToEnd: [endToEnd[1]] }],
    [["agent/run.ts", "nowhere"], { unmatched: ["agent/run.ts", "nowhere"] }],
  ];
  for (const [filters, chosen] of table) {
    assert.deepEqual(chooseTestFiles(files, filters), { ...none, ...chosen }, filters.join(" "));
  }
});
