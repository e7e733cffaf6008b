import assert from "node:assert/strict";
import { ratesBetween, setUpOf, type SetUpState } from "./setup_answer.ts";

const AT = "2026-11-20T10:00:00.000Z", AT_MS = Date.parse(AT);
const answer = {
  t: AT,
  counters: { received: 9, refused: 1, dropped: 2, kernel_dropped: null, numbers_left_out: 4 },
  senders: [{ address: "192.0.2.1", received: 9, bytes: 90, unparsed: 1, last_seen: AT }],
  kinds: [{ kind: "nginx", count: 3, first_at: AT, last_at: AT, sender: "192.0.2.1" }],
};

Deno.test("setUpOf() reads senders, counters and kinds", () => {
  assert.deepEqual(setUpOf(answer), {
    atMs: AT_MS,
    counters: { received: 9, refused: 1, dropped: 2, kernelDropped: null, numbersLeftOut: 4 },
    senders: [
      { address: "192.0.2.1", received: 9, bytes: 90, unparsed: 1, lastSeenAtMs: AT_MS },
    ],
    arrivals: [
      { kind: "nginx", count: 3, firstAtMs: AT_MS, lastAtMs: AT_MS, sender: "192.0.2.1" },
    ],
  });
});

for (const bad of [null, {}, { ...answer, t: 1 }, { ...answer, kinds: null }]) {
  Deno.test(`setUpOf() throws for ${JSON.stringify(bad)?.slice(0, 40)}`, () => {
    assert.throws(() => setUpOf(bad), TypeError);
  });
}

const state = (atMs: number, received: Record<string, number>): SetUpState => ({
  ...setUpOf(answer),
  atMs,
  senders: Object.entries(received).map(([address, received]) => ({
    ...{ address, received, bytes: 0, unparsed: 0, lastSeenAtMs: 0 },
  })),
});

Deno.test("ratesBetween() is the difference by the time between two answers", () => {
  const rates = ratesBetween(
    state(0, { a: 10, b: 5, c: 9 }),
    state(2_000, { a: 30, b: 5, c: 1, d: 4 }),
  );
  assert.deepEqual([...rates], [["a", 10], ["b", 0]]);
  assert.equal(ratesBetween(state(5, { a: 1 }), state(5, { a: 2 })).size, 0);
});
