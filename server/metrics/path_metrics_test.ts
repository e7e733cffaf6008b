import assert from "node:assert/strict";
import type { Cell } from "@/shared/live/matrix.ts";
import type { MatrixRows } from "../domain/results.ts";
import { PathHistograms } from "./path_histograms.ts";
import { choosePaths, MAX_PATHS, pathText } from "./path_metrics.ts";

const OK: Cell = { state: "ok", rttUs: 1_500, lossPercent: 12.5, medianUs: 1_500 };
const LOST: Cell = { state: "fail", rttUs: null, lossPercent: 100, medianUs: null };
const NONE: Cell = { state: "nodata", rttUs: null, lossPercent: 0, medianUs: null };

function matrixOf(agents: number, targets: number, cell: Cell = OK): MatrixRows {
  const numbered = (length: number, word: string) =>
    Array.from({ length }, (_, n) => ({ id: `${word}_${n}`, name: `${word} ${n}`, group: "" }));
  return {
    sentAtMs: 0,
    agents: numbered(agents, "agent").map((a) => ({ ...a, connected: true, lastRoundAtMs: 0 })),
    targets: numbered(targets, "target").map((t) => ({ ...t, address: "192.0.2.1", warnMs: 1 })),
    rows: Array.from({ length: agents }, () => Array(targets).fill(cell)),
  };
}
const all = { agents: [], targets: [], paths: true };
const textOf = (matrix: MatrixRows, histograms = new PathHistograms()) =>
  [...pathText(matrix, choosePaths(matrix, all), histograms)].join("");

Deno.test("pathText() says nothing of what is not known", () => {
  const lines = (cell: Cell) =>
    textOf(matrixOf(1, 1, cell)).split("\n").filter((line) => line && !line.startsWith("#"))
      .map((line) => line.replace(/\{.*\}/, ""));
  assert.deepEqual(lines(OK), [
    "probe_success 1",
    "probe_duration_seconds 0.0015",
    "meshping_path_loss_ratio 0.125",
    "meshping_path_state 0",
  ]);
  assert.deepEqual(lines(LOST), [
    "probe_success 0",
    "meshping_path_loss_ratio 1",
    "meshping_path_state 2",
  ]);
  assert.deepEqual(lines(NONE), ["meshping_path_state 3"]);
});

Deno.test("pathText() gives a histogram whose parts agree", () => {
  const histograms = new PathHistograms();
  for (const us of [60, 900, 900]) histograms.add("agent_0", ["target_0"], Uint32Array.of(us));
  const text = textOf(matrixOf(1, 1), histograms);
  const at = (le: string) => new RegExp(`_bucket\\{[^}]*le="${le}"\\} (\\d+)`).exec(text)![1];
  assert.deepEqual([at("0.00005"), at("0.0001"), at("0.0016"), at("\\+Inf")], ["0", "1", "3", "3"]);
  assert.match(text, /_sum\{[^}]*\} 0\.00186\n/);
  assert.match(text, /_count\{[^}]*\} 3\n/);
  assert.match(text, /requests_total\{[^}]*\} 3\n/);
});

Deno.test("pathText() keeps a name from ending its label", () => {
  const matrix = matrixOf(1, 1);
  matrix.agents[0].name = 'a"} 1\n# \\';
  assert.match(textOf(matrix), /source="a\\"\} 1\\n# \\\\"/);
});

Deno.test("choosePaths() leaves whole agents out when there are too many paths", () => {
  const { rows, leftOut } = choosePaths(matrixOf(30, 1_000), all);
  assert.deepEqual([rows.length * 1_000, leftOut], [MAX_PATHS, 20_000]);
  const one = choosePaths(matrixOf(30, 1_000), { ...all, agents: ["agent_29"] });
  assert.deepEqual([one.rows, one.leftOut], [[29], 0]);
  const columns = choosePaths(matrixOf(30, 1_000), { ...all, targets: ["target_7"] });
  assert.deepEqual([columns.rows.length, columns.columns, columns.leftOut], [30, [7], 0]);
  const none = choosePaths(matrixOf(3, 3), { ...all, paths: false });
  assert.deepEqual([none.rows, none.leftOut], [[], 9]);
  assert.equal(choosePaths(matrixOf(0, 3), all).leftOut, 0);
});
