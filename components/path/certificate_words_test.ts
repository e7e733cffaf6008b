import assert from "node:assert/strict";
import { certificateWords } from "./certificate_words.ts";

const DAY_MS = 86_400_000, NOW_MS = 1_795_000_000_000;

const cases: [days: number, text: string, state: string][] = [
  [90.5, "ends in 90 days", "ok"],
  [21, "ends in 21 days", "ok"],
  [20.9, "ends in 20 days", "slow"],
  [3, "ends in 3 days", "slow"],
  [1.5, "ends in 1 day", "fail"],
  [0.5, "ends today", "fail"],
  [0, "ended today", "fail"],
  [-1.2, "ended 1 day ago", "fail"],
  [-40, "ended 40 days ago", "fail"],
];
for (const [days, text, state] of cases) {
  Deno.test(`certificateWords() says "${text}" with ${days} days left`, () => {
    assert.deepEqual(certificateWords(NOW_MS + days * DAY_MS, NOW_MS), { text, state });
  });
}
