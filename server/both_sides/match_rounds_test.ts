import assert from "node:assert/strict";
import type { Point } from "@/shared/point.ts";
import type { Fate } from "../domain/both_sides.ts";
import { matchRounds } from "./match_rounds.ts";

const T = 1_795_000_000_000;
const ROUND_MS = 5_000;

/** One letter a round: `.` answered, `x` lost, `n` never sent, `-` no result. */
function pointsOf(letters: string): Point[] {
  return [...letters].flatMap((letter, n): Point[] => {
    const atMs = T + n * ROUND_MS;
    if (letter === "-") return [];
    if (letter === "n") return [{ atMs, rttUs: null, lost: "sendFailed" }];
    return [{ atMs, rttUs: letter === "." ? 900 : null }];
  });
}

/** `s` where the far end logged the request of that round. */
const sightingsOf = (letters: string, delayMs = 700) =>
  [...letters].flatMap((letter, n) => letter === "s" ? [T + n * ROUND_MS + delayMs] : []);

const FATES: Record<Fate, string> = {
  answered: ".",
  there: "t",
  back: "b",
  unknown: "?",
  unsent: "n",
};

const many = (letter: string) => letter.repeat(14);

const table: [name: string, results: string, logged: string, fates: string][] = [
  ["all is well", "....", "ssss", "...."],
  ["no log at all", "..x.", "    ", "..?."],
  ["lost on the way there", "..x..", "ss ss", "..t.."],
  ["lost on the way back", "..x..", "sssss", "..b.."],
  ["one of each", ".x.x.", "sss s", ".b.t."],
  ["never sent", "..n..", "ss ss", "..n.."],
  ["nothing is logged after it", "..x..", "ss   ", "..?.."],
  ["nothing is logged before it", "..x..", "   ss", "..?.."],
  ["the log has gaps of its own", "...x......", "s s sss s s", "...?......"],
  [
    "a silence of over two minutes",
    `.${many("x")}${many("x")}.`,
    `s${" ".repeat(28)}s`,
    `.${many("?")}${many("?")}.`,
  ],
  ["a short full cut", ".xxx.", "s   s", ".ttt."],
  ["answers fail, requests come", "xxxx", "ssss", "bbbb"],
  ["a gap in the results", "..-x.", "ss  s", "..t."],
];

for (const [name, results, logged, fates] of table) {
  Deno.test(`matchRounds() tells where a request was lost: ${name}`, () => {
    const rounds = matchRounds(pointsOf(results), sightingsOf(logged));
    assert.equal(rounds.map(({ fate }) => FATES[fate]).join(""), fates);
  });
}

for (
  const [delayMs, seen] of [[-1_001, "01100"], [-1_000, "00110"], [0, "00110"], [1_900, "00110"], [
    3_999,
    "00110",
  ], [4_500, "01100"]] as const
) {
  Deno.test(`matchRounds() puts a line ${delayMs} ms from its round where it belongs`, () => {
    // Rounds 2 and 3 are logged, the others are not; a line too far off belongs to none or another.
    const rounds = matchRounds(pointsOf("....."), sightingsOf("  ss", delayMs));
    const shown = rounds.map((round) => round.seen ? "1" : "0").join("");
    assert.equal(shown, delayMs === 4_500 ? "00011" : seen);
  });
}

Deno.test("matchRounds() takes a request that two rules logged for one", () => {
  const twice = [T + 100, T + 101, T + ROUND_MS + 100];
  assert.deepEqual(matchRounds(pointsOf("xx"), twice).map(({ fate }) => fate), ["back", "back"]);
});

Deno.test("matchRounds() of nothing is nothing", () => {
  assert.deepEqual(matchRounds([], [T]), []);
});
