import assert from "node:assert/strict";
import { binPoints } from "./path_bins.ts";
import { binEvents, pointEvents } from "./path_events.ts";

/** A letter each 5 s: o answered, s slow, x lost, a space nothing. */
const points = (letters: string) =>
  [...letters].flatMap((letter, n) => {
    const rttUs = letter === "x" ? null : letter === "s" ? 300_000 : 1_000;
    return letter === " " ? [] : [{ atMs: n * 5_000, rttUs }];
  });

const cases: [letters: string, events: [atS: number, text: string][]][] = [
  ["", []],
  ["oooo", []],
  ["ooxx", [[15, "slow → fail"], [10, "ok → slow: 33 % lost in a minute"]]],
  ["ooso", [[15, "slow → ok"], [10, "ok → slow: over 200 ms"]]],
  ["oo" + " ".repeat(10) + "oo", [[5, "agent connection problem: no data for 55 s"]]],
];
for (const [letters, expected] of cases) {
  Deno.test(`pointEvents() tells the story of "${letters}"`, () => {
    const events = pointEvents(points(letters), 200, 9);
    assert.deepEqual(events.map(({ atMs, text }) => [atMs / 1000, text]), expected);
  });
}

Deno.test("pointEvents() keeps the newest of too many", () => {
  const events = pointEvents(points("oxoooooooooooooooox"), 200, 1);
  assert.deepEqual(events.map(({ atMs }) => atMs), [90_000]);
});

Deno.test("binEvents() tells gaps and failures, not the time before the first data", () => {
  const bins = binPoints(points("  " + "oo" + "  " + "xx" + "oo"), 0, 50_000, 10_000);
  assert.deepEqual(binEvents(bins, 9).map(({ atMs, text }) => [atMs / 1000, text]), [
    [40, "answers again"],
    [30, "over half is lost"],
    [20, "agent connection problem: no data from here"],
  ]);
});

Deno.test("pointEvents() says why a path failed, where there is more to say than no answer", () => {
  const lost = (reason: "refused" | "timeout") =>
    [0, 5_000, 10_000, 15_000].map((atMs) =>
      atMs < 10_000 ? { atMs, rttUs: 1 } : { atMs, rttUs: null, lost: reason }
    );
  assert.equal(pointEvents(lost("refused"), 200, 1)[0].text, "slow → fail: connection refused");
  assert.equal(pointEvents(lost("timeout"), 200, 1)[0].text, "slow → fail");
});
