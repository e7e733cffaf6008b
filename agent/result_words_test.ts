import assert from "node:assert/strict";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import type { ProbeNote } from "./prober.ts";
import { noteWords, resultWord, rttWord } from "./result_words.ts";

Deno.test("resultWord() and rttWord() tell an answer from each reason for none", () => {
  assert.deepEqual([resultWord({ result: 31 }), rttWord({ result: 31 })], ["ok", "0.031 ms"]);
  const words = Object.values(RESULT_CODES).map((result) => resultWord({ result }));
  assert.equal(new Set(words).size, words.length, "each reason has words of its own");
  assert.equal(rttWord({ result: RESULT_CODES.timeout }), "–");
  assert.equal(resultWord({ result: 0xffff_ff01 }), "code 4294967041");
});

const notes: [ProbeNote | undefined, string][] = [
  [undefined, ""],
  [{ kind: "user-stamped" }, "stamped by this program"],
  [{ kind: "icmp-error", type: 3, code: 1, from: new Uint8Array(4) }, "ICMP type 3 code 1"],
  [{ kind: "late", rttUs: 3_100_000 }, "came after 3100.000 ms"],
  [{ kind: "duplicates", count: 2 }, "2 more answers"],
  [{ kind: "http", status: 0, ttfbUs: 0, certificateEndS: 0 }, ""],
  [
    { kind: "http", status: 200, ttfbUs: 1_500, certificateEndS: 1_800_000_000 },
    "status 200, first byte after 1.500 ms, certificate ends 2027-01-15",
  ],
];
for (const [note, words] of notes) {
  Deno.test(`noteWords() says ${JSON.stringify(words)}`, () => {
    assert.equal(noteWords(note), words);
  });
}
