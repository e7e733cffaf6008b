import assert from "node:assert/strict";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { BOUNDS_S, PathHistograms } from "./path_histograms.ts";

const { timeout, notProbed } = RESULT_CODES;

Deno.test("PathHistograms counts what was sent, answered and how fast", () => {
  const histograms = new PathHistograms();
  for (const result of [40, 1_000, timeout, notProbed]) {
    histograms.add("agent_1", ["target_1"], Uint32Array.of(result));
  }
  const counts = histograms.of("agent_1", "target_1")!;
  assert.deepEqual([counts.sent, counts.answered], [3, 2]);
  assert.ok(Math.abs(counts.sumSeconds - 0.00104) < 1e-12);
  assert.equal(counts.cumulative.at(-1), 2);
  assert.equal(histograms.of("agent_1", "target_2"), null);
  assert.equal(histograms.of("agent_2", "target_1"), null);
  assert.equal(histograms.rounds, 4);
});

const bounds: [rttUs: number, firstBoundS: number][] = [
  [0, 0.00005],
  [50, 0.00005],
  [51, 0.0001],
  [100, 0.0001],
  [101, 0.0002],
  [3_276_800, 3.2768],
  [3_276_801, Infinity],
  [4_000_000_000, Infinity],
];
for (const [rttUs, firstBoundS] of bounds) {
  Deno.test(`PathHistograms puts ${rttUs} µs below ${firstBoundS} s`, () => {
    const histograms = new PathHistograms();
    histograms.add("a", ["t"], Uint32Array.of(rttUs));
    const { cumulative } = histograms.of("a", "t")!;
    assert.equal([...BOUNDS_S, Infinity][cumulative.indexOf(1)], firstBoundS);
  });
}

Deno.test("PathHistograms uses the slot of a target that is gone again, from zero", () => {
  const histograms = new PathHistograms();
  histograms.add("a", ["t1", "t2"], Uint32Array.of(10, 20));
  histograms.add("b", ["t1"], Uint32Array.of(30));
  const bytes = histograms.byteLength;
  histograms.keepOnly(new Set(["a"]), new Set(["t2"]));
  assert.equal(histograms.of("b", "t1"), null);
  assert.equal(histograms.of("a", "t1"), null);
  histograms.add("a", ["t3"], Uint32Array.of(40));
  assert.equal(histograms.of("a", "t3")!.sent, 1);
  assert.equal(histograms.of("a", "t2")!.sent, 1, "others keep their counts");
  assert.ok(histograms.byteLength < bytes);
});

Deno.test("PathHistograms takes 84 bytes a path", () => {
  const histograms = new PathHistograms();
  const ids = Array.from({ length: 1_000 }, (_, n) => `target_${n}`);
  const results = new Uint32Array(1_000).fill(900);
  for (let agent = 0; agent < 200; agent++) histograms.add(`agent_${agent}`, ids, results);
  assert.equal(histograms.byteLength, 200_000 * 84);
});
