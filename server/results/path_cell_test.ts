import assert from "node:assert/strict";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { AgentHour } from "./agent_hour.ts";
import { NO_DATA, pathCell } from "./path_cell.ts";

const ROUND_MS = 5_000;

/** An hour of rounds in which a target was probed every `every` rounds, the last one `lost`. */
function hourOf(every: number, lost: boolean): AgentHour {
  const hour = new AgentHour();
  for (let round = 0; round < 720; round++) {
    const isLast = round >= 720 - every;
    const result = isLast && lost ? RESULT_CODES.timeout : 1_000;
    const results = [round % every === 0 ? result : RESULT_CODES.notProbed];
    hour.add(round * ROUND_MS, ["target_1"], new Uint32Array(results));
  }
  return hour;
}
const target = (every: number) => ({ id: "target_1", intervalMs: every * ROUND_MS, warnMs: 200 });

/** Rounds between two probes, and the loss that one lost probe makes of the window. */
const cases: [every: number, lossPercent: number][] = [
  [1, 8.3],
  [2, 16.7],
  [12, 16.7],
  [60, 16.7],
  [360, 50],
];
for (const [every, lossPercent] of cases) {
  Deno.test(`pathCell() looks at enough of a target probed every ${every * 5} s`, () => {
    assert.deepEqual(pathCell(hourOf(every, false), target(every)), {
      state: "ok",
      rttUs: 1_000,
      lossPercent: 0,
      medianUs: 1_000,
    });
    const { state, rttUs, lossPercent: loss } = pathCell(hourOf(every, true), target(every));
    assert.deepEqual([state, rttUs, loss], ["slow", null, lossPercent]);
  });
}

Deno.test("pathCell() has no data before the first probe", () => {
  assert.equal(pathCell(new AgentHour(), target(1)), NO_DATA);
  const hour = new AgentHour();
  hour.add(0, ["target_1"], new Uint32Array([RESULT_CODES.notProbed]));
  assert.equal(pathCell(hour, target(1)), NO_DATA);
});

/** Results, a letter each 5 s (o answered, x lost), and when the state of the last began. */
const runs: [results: string, before: number | undefined, sinceMs: number | undefined][] = [
  ["ooooxx", undefined, 25_000],
  ["ooxooo", undefined, 10_000],
  ["xx" + "o".repeat(20) + "xxx", undefined, 23 * ROUND_MS],
  ["xxxxxx", undefined, undefined],
  ["xxxxxx", 7, 7],
  ["oooooo", 7, undefined],
];
for (const [letters, before, sinceMs] of runs) {
  Deno.test(`pathCell() knows since when the end of ${letters} lasts, known before: ${before}`, () => {
    const hour = new AgentHour();
    [...letters].forEach((letter, n) => {
      const result = letter === "o" ? 500 : RESULT_CODES.timeout;
      hour.add(n * ROUND_MS, ["target_1"], new Uint32Array([result]));
    });
    const state = pathCell(hour, target(1)).state;
    const known = { ...NO_DATA, state, sinceMs: before };
    assert.equal(pathCell(hour, target(1), known).sinceMs, sinceMs);
  });
}
