import assert from "node:assert/strict";
import { healthLines, lossesInWords } from "./sender_health.ts";

const sender = (address: string, part: Record<string, number> = {}) => ({
  address,
  received: 1_000,
  bytes: 20_000,
  unparsed: 0,
  lastSeenAtMs: 999_000,
  ...part,
});

Deno.test("healthLines() puts what needs a look first, then the busiest", () => {
  const lines = healthLines([
    sender("quiet", { lastSeenAtMs: 1_000_000 - 400_000 }),
    sender("small", { received: 10 }),
    sender("odd", { unparsed: 31 }),
    sender("large", { received: 9_000, unparsed: 1 }),
  ], 1_000_000);
  assert.deepEqual(lines.map(({ name, state, words }) => `${name}: ${state}, ${words}`), [
    "odd: slow, 3.1 % of lines not understood",
    "quiet: nodata, silent for 6 min 40 s",
    "large: ok, 20 kB",
    "small: ok, 20 kB",
  ]);
});

Deno.test("healthLines() takes a sender that was only refused", () => {
  const [line] = healthLines([sender("refused", { received: 0, bytes: 0 })], 1_000_000);
  assert.equal(line.state, "ok");
});

Deno.test("lossesInWords() says what was lost and where, and nothing else", () => {
  const none = { received: 5, refused: 0, dropped: 0, kernelDropped: null, numbersLeftOut: 0 };
  assert.deepEqual(lossesInWords(none), []);
  assert.deepEqual(
    lossesInWords({ ...none, refused: 2, dropped: 3, kernelDropped: 1204, numbersLeftOut: 5 }),
    [
      "1\u202f204 datagrams dropped by the kernel",
      "3 events dropped here, too many at once",
      "2 datagrams from addresses that may not send",
      "5 numbers in no graph, over 1,000 names in their minute",
    ],
  );
});
