import assert from "node:assert/strict";
import type { RoundFrame } from "@/shared/wire/round_frame.ts";
import { RoundClock } from "./round_clock.ts";

const AT_MS = 1_795_000_000_000;
const frame = (): RoundFrame => ({
  session: 1,
  round: 1,
  revision: 1,
  startedAtMs: AT_MS,
  flags: 0,
  results: new Uint32Array([1]),
  notes: new Uint8Array(),
});

/** What the clock is off by and how well that is known; what is added; whether it is flagged. */
const cases: [offsetMs: number, errorMs: number, addedMs: number, flags: number][] = [
  [0, 1, 0, 0],
  [90, 1, 0, 0],
  [-400, 500, 0, 0],
  [-1_900, 5, -1_900, 0],
  [2_001, 5, 2_001, 4],
  [-90 * 60_000, 30, -90 * 60_000, 4],
];
for (const [offsetMs, errorMs, addedMs, flags] of cases) {
  Deno.test(`RoundClock.correct() adds ${addedMs} ms when the clock needs ${offsetMs} ± ${errorMs}`, () => {
    const round = frame();
    assert.equal(new RoundClock({ estimate: { offsetMs, errorMs } }).correct(round), true);
    assert.deepEqual([round.startedAtMs - AT_MS, round.flags], [addedMs, flags]);
  });
}

Deno.test("RoundClock.correct() keeps to its correction while the estimate trembles", () => {
  const clock = { estimate: { offsetMs: 5_000, errorMs: 20 } };
  const rounds = new RoundClock(clock);
  const starts = [5_000, 5_060, 4_950, 6_000, 5_950].map((offsetMs) => {
    clock.estimate = { offsetMs, errorMs: 20 };
    const round = frame();
    rounds.correct(round);
    return round.startedAtMs - AT_MS;
  });
  assert.deepEqual(starts, [5_000, 5_000, 5_000, 6_000, 6_000]);
});

Deno.test("RoundClock.correct() changes a round once, and none that went out as it was", () => {
  const clock = { estimate: null as { offsetMs: number; errorMs: number } | null };
  const rounds = new RoundClock(clock);
  const [early, sent] = [frame(), frame()];
  assert.equal(rounds.correct(early), false);
  rounds.settle(sent);
  for (const offsetMs of [5_000, 9_000]) {
    clock.estimate = { offsetMs, errorMs: 1 };
    assert.equal(rounds.correct(early), true);
    assert.equal(rounds.correct(sent), true);
  }
  assert.deepEqual([early.startedAtMs - AT_MS, sent.startedAtMs - AT_MS], [5_000, 0]);
});
