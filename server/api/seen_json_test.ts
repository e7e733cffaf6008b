import assert from "node:assert/strict";
import type { Fate } from "../domain/both_sides.ts";
import { seenJson } from "./seen_json.ts";

const T = 1_795_000_000_000;
const witnesses = [{ sender: "192.0.2.9", count: 2, farEnd: true }];
const rounds = (["answered", "back", "there", "answered"] as Fate[]).map((fate, n) => ({
  atMs: T + n * 5_000,
  fate,
  seen: fate !== "there",
}));

Deno.test("seenJson() gives single rounds with RFC 3339 times", () => {
  const answer = seenJson({ witnesses, further: 3, rounds: rounds.slice(1, 2) }, null);
  assert.deepEqual(answer, {
    further: 3,
    senders: [{ sender: "192.0.2.9", count: 2, far_end: true }],
    rounds: [{ t: new Date(T + 5_000).toISOString(), fate: "back", seen: true }],
  });
});

Deno.test("seenJson() counts each fate by stretches of Unix time", () => {
  const { steps } = seenJson({ witnesses, further: 0, rounds }, 10_000);
  const none = { answered: 0, there: 0, back: 0, unknown: 0, unsent: 0 };
  assert.deepEqual(steps, [
    { t: new Date(T).toISOString(), ...none, answered: 1, back: 1, seen: 2 },
    { t: new Date(T + 10_000).toISOString(), ...none, answered: 1, there: 1, seen: 1 },
  ]);
});
