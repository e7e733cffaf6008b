import assert from "node:assert/strict";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { NothingToProbe, probeOnce, targetsOf } from "./once.ts";

Deno.test("targetsOf() knows the kind of each word", () => {
  const words = ["192.0.2.1", "::1", "tcp://[::1]:22", "https://host.example/"];
  assert.deepEqual(targetsOf(words).map(({ kind, address }) => [kind, address]), [
    ["icmp", "192.0.2.1"],
    ["icmp", "::1"],
    ["tcp", "[::1]:22"],
    ["http", "https://host.example/"],
  ]);
});

for (const word of ["10.0.0.300", "tcp://host", "http://", "a b"]) {
  Deno.test(`targetsOf() refuses ${word}`, () => {
    assert.throws(() => targetsOf([word]), NothingToProbe);
  });
}

Deno.test("probeOnce() makes a table of what came of each target", async () => {
  const outcomes = [{ result: 31 }, { result: RESULT_CODES.timeout }, { result: 1_234_567 }];
  const targets = targetsOf(["192.0.2.1", "host.example", "2001:db8::1"]);
  const prober = { probe: () => Promise.resolve(outcomes.shift()!) };
  const { lines, allAnswered } = await probeOnce(targets, prober);
  assert.deepEqual(lines, [
    "TARGET        RESULT            TIME",
    "192.0.2.1     ok            0.031 ms",
    "host.example  no answer            –",
    "2001:db8::1   ok         1234.567 ms",
  ]);
  assert.equal(allAnswered, false);
});

Deno.test("probeOnce() lets no name write to the terminal", async () => {
  const [target] = targetsOf(["192.0.2.1"]);
  const prober = { probe: () => Promise.resolve({ result: 1 }) };
  const { lines } = await probeOnce([{ ...target, name: "\u001b[31mred" }], prober);
  assert.match(lines[1], /^\\x1b\[31mred {2}ok/);
});
