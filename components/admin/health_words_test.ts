import assert from "node:assert/strict";
import type { AgentHealth } from "@/shared/agent.ts";
import { healthWords } from "./health_words.ts";

const fine: AgentHealth = {
  bufferedRounds: 1,
  lagMs: 2,
  starvedRounds: 0,
  sendErrors: 0,
  skippedProbes: 0,
  clockOffsetMs: -3,
  clockErrorMs: 1,
  icmp: null,
  icmpIds: [],
};

const cases: [Partial<AgentHealth>, text: string, bad: boolean][] = [
  [{}, "clock −3 ms · lag 2 ms", false],
  [{ clockOffsetMs: null, clockErrorMs: null }, "clock unknown · lag 2 ms", false],
  [{ clockOffsetMs: 2_500 }, "clock +2\u202f500 ms · lag 2 ms", true],
  [{ clockOffsetMs: -2_500 }, "clock −2\u202f500 ms · lag 2 ms", true],
  [{ lagMs: 250 }, "clock −3 ms · lag 250 ms", true],
  [{ bufferedRounds: 12 }, "clock −3 ms · lag 2 ms · 12 waiting", false],
];
for (const [part, text, bad] of cases) {
  Deno.test(`healthWords() says "${text}"`, () => {
    const words = healthWords({ ...fine, ...part })!;
    assert.deepEqual([words.text, words.bad], [text, bad]);
  });
}

const icmp = {
  sent: 1_001,
  replies: 1_002,
  late: 1_003,
  duplicates: 1_004,
  foreign: 1_005,
  malformed: 1_006,
  rateLimited: 1_007,
  receiveDrops: 1_008,
  userStamped: 1_009,
  reopened: 1_010,
};

Deno.test("healthWords() has every count among its details, and nothing of an unknown agent", () => {
  const counts = { starvedRounds: 11, sendErrors: 22, skippedProbes: 33 };
  const { details } = healthWords({ ...fine, ...counts, icmp })!;
  const values = details.map(([, value]) => value.replace("\u202f", ""));
  for (const value of ["11", "22", "33", "−3 ms (± 1)", ...Object.values(icmp).map(String)]) {
    assert.ok(values.includes(value), value);
  }
  assert.equal(healthWords(fine)!.details.length, details.length - Object.keys(icmp).length);
  assert.equal(healthWords(null), null);
});
